// Where the reader is: the page is the path, what is chosen on it is the query. Both live in the address alone.

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

/** Another page, or another query of this one; `replace` leaves no trace in the history. */
export function go(to: string, { replace = false } = {}): void {
  const before = place.value.path;
  history[replace ? "replaceState" : "pushState"](null, "", to);
  place.set(read());
  if (place.value.path === before) return;
  moved = true;
  scrollTo(0, 0);
}

/** False on the page that the browser itself opened: it has no focus to move. */
export function hasMoved(): boolean {
  return moved;
}

/** Makes plain links of the dashboard change the page without loading it. */
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
