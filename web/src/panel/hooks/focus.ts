// Restores the focus when the focused control disappears.

import { useLayoutEffect, useRef } from "preact/hooks";

/** Moves the focus to the open dialog or to the page's main element when an update removed the focused control. */
export function useKeptFocus(): void {
  const had = useRef(false);
  had.current = document.activeElement !== document.body; // read before this rendering changes the page
  useLayoutEffect(() => {
    if (!had.current || document.activeElement !== document.body) return;
    const dialog = document.querySelector<HTMLElement>("dialog[open] button");
    (dialog ?? document.getElementById("conteudo"))?.focus();
  });
}
