// Single-key shortcuts of a page, inactive while typing. Users of speech input can turn them off (WCAG 2.1.4).

import { useLayoutEffect, useRef } from "preact/hooks";
import { store } from "./store";

export interface Key {
  /** Values of KeyboardEvent.key; the help shows the first. */
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
    // a layout effect: a passive one runs after paint and could lose a key pressed in between
    groups.add(latest);
    return () => void groups.delete(latest);
  }, []);
}

/** All active shortcuts, in the order in which their components were mounted. */
export function activeKeys(): Key[] {
  return [...groups].flatMap((group) => group.current);
}

export function setKeysOn(on: boolean): void {
  keysOn.set(on);
  try {
    if (on) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "sim");
  } catch {
    // no storage: the setting lasts until the page is reloaded
  }
}

addEventListener("keydown", (event) => {
  const found = heard(event) && activeKeys().find((one) => one.keys.includes(event.key));
  if (!found) return;
  event.preventDefault();
  found.run(event);
});

/** Whether a key press is a shortcut: not while typing, in a dialog, with a modifier, or if the control uses the key. */
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
