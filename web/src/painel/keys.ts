// Keys that work on a page while nobody is typing, and the list of them that "?" shows.
import { useEffect, useRef } from "preact/hooks";

export interface Key {
  /** As in KeyboardEvent.key; the first is the one that is shown. */
  keys: readonly string[];
  does: string;
  run: (event: KeyboardEvent) => void;
}

export function useKeys(keys: readonly Key[]): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const found = heard(event) && latest.current.find((one) => one.keys.includes(event.key));
      if (!found) return;
      event.preventDefault();
      found.run(event);
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
}

/** Not while typing or in a dialog, and not what belongs to the browser. */
function heard(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
  if (document.querySelector("dialog[open]")) return false;
  const target = event.target as HTMLElement;
  return !isTyping(target) && !(belongsToControl(event.key) && target.closest("button, a, select, summary, input"));
}

function isTyping(target: HTMLElement): boolean {
  if (target.isContentEditable || target.matches("textarea, select")) return true;
  return target instanceof HTMLInputElement && !["checkbox", "radio", "button"].includes(target.type);
}

function belongsToControl(key: string): boolean {
  return key === "Enter" || key === " ";
}
