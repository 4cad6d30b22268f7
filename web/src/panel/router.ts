// Client-side routing. The path is the page, the query is its state; the address is the only store of both.

import { store, useStore } from "./hooks/store";

export interface Place {
  path: string;
  /** With its "?", or "". */
  search: string;
}

const place = store<Place>(read());
let moved = false;

addEventListener("popstate", () => {
  moved = true;
  place.set(read());
});

export function usePlace(): Place {
  return useStore(place);
}

/** Goes to another page or query; `replace` adds no history entry. */
export function go(to: string, { replace = false } = {}): void {
  const before = place.value.path;
  history[replace ? "replaceState" : "pushState"](null, "", to);
  place.set(read());
  if (place.value.path === before) return;
  moved = true;
  scrollTo(0, 0);
}

/** Whether the user has navigated within the dashboard. The first page does not move the focus. */
export function hasMoved(): boolean {
  return moved;
}

/** Handles clicks on the dashboard's links without loading a document. */
export function followLinks(): void {
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest("a");
    if (
      !link ||
      event.defaultPrevented ||
      event.button ||
      isModified(event) ||
      link.target ||
      link.hasAttribute("download")
    )
      return;
    if (link.origin !== location.origin || !/^\/painel(\/|$)/.test(link.pathname)) return;
    event.preventDefault();
    go(link.pathname + link.search);
  });
}

function isModified(event: MouseEvent): boolean {
  return event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
}

function read(): Place {
  return { path: location.pathname.replace(/(?<=.)\/+$/, ""), search: location.search };
}
