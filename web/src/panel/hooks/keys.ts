// Keys that work on a page while nobody is typing. They can be turned off, for whoever speaks to the computer.

import { useLayoutEffect, useRef } from "preact/hooks";
import { store } from "./store";

export interface Key {
  /** As in KeyboardEvent.key; the first is the one that is shown. */
  keys: readonly string[];
  does: string;
  run: (event: KeyboardEvent) => void;
}

const OFF = "atalhos-desligados";
const groups = new Set<{ current: readonly Key[] }>();

export const keysOn = store(!stored());

export function useKeys(keys: readonly Key[]): void {
  const latest = useRef(keys);
  latest.current = keys;
  useLayoutEffect(() => {
    // not after the next paint: who types fast would lose a key between two comments
    groups.add(latest);
    return () => void groups.delete(latest);
  }, []);
}

/** All that work now, in the order their components came. */
export function activeKeys(): Key[] {
  return [...groups].flatMap((group) => group.current);
}

export function setKeysOn(on: boolean): void {
  keysOn.set(on);
  try {
    if (on) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "sim");
  } catch {
    // no storage: it lasts as long as the page
  }
}

addEventListener("keydown", (event) => {
  const found = heard(event) && activeKeys().find((one) => one.keys.includes(event.key));
  if (!found) return;
  event.preventDefault();
  found.run(event);
});

/** Not while typing or in a dialog, and not what belongs to the browser or to the control that has the focus. */
function heard(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
  if (!keysOn.value) return false;
  if (document.querySelector("dialog[open]")) return false;
  const target = event.target as HTMLElement;
  return !isTyping(target) && !(belongsToControl(event.key) && target.closest("button, a, summary, input"));
}

function isTyping(target: HTMLElement): boolean {
  if (target.isContentEditable || target.matches("textarea, select")) return true;
  return target instanceof HTMLInputElement && !["checkbox", "radio", "button"].includes(target.type);
}

function belongsToControl(key: string): boolean {
  return ["Enter", " "].includes(key);
}

function stored(): boolean {
  try {
    return localStorage.getItem(OFF) !== null;
  } catch {
    return false;
  }
}
