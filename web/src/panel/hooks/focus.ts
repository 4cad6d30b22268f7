// Where the focus goes when the control that had it is gone.

import { useLayoutEffect, useRef } from "preact/hooks";

/** For a page whose updates take away rows and forms: the page, or the dialog over it, has the focus then, not nobody. */
export function useKeptFocus(): void {
  const had = useRef(false);
  had.current = document.activeElement !== document.body; // while what is there still is what was drawn before
  useLayoutEffect(() => {
    if (!had.current || document.activeElement !== document.body) return;
    const dialog = document.querySelector<HTMLElement>("dialog[open] button");
    (dialog ?? document.getElementById("conteudo"))?.focus();
  });
}
