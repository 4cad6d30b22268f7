import { useCallback, useRef } from "preact/hooks";
import { go, usePlace } from "../../router";
import { neighbour } from "../list/rows";
import type { ListOfRows } from "../list/useRows";

const NAME = "comentario";

export interface OpenComment {
  id: string | null;
  /** `focus`: also focus the row. */
  open: (id: string, focus?: boolean) => void;
  close: () => void;
  /** Opens the comment that many rows further; loads more rows at the end of the list. */
  step: (by: number) => Promise<void>;
}

/** The open comment, kept in the address: "back" closes it. */
export function useOpenComment(list: ListOfRows): OpenComment {
  const { path, search } = usePlace();
  const id = new URLSearchParams(search).get(NAME);
  const latest = useRef({ id, list });
  latest.current = { id, list };
  const scrolled = useRef(0);

  const open = useCallback(
    (wanted: string, focus = false) => {
      const query = new URLSearchParams(location.search);
      if (!latest.current.id) scrolled.current = scrollY;
      if (latest.current.id !== wanted) {
        query.set(NAME, wanted);
        go(`${path}?${query}`, { replace: latest.current.id !== null });
      }
      latest.current.id = wanted;
      requestAnimationFrame(() => reveal(wanted, focus));
    },
    [path],
  );

  const close = useCallback(() => {
    const query = new URLSearchParams(location.search);
    const was = query.get(NAME);
    query.delete(NAME);
    go(query.size ? `${path}?${query}` : path, { replace: true });
    requestAnimationFrame(() => {
      if (isNarrow()) scrollTo(0, scrolled.current);
      if (was) reveal(was, true);
    });
  }, [path]);

  const step = useCallback(
    async (by: number) => {
      if (latest.current.list.stale) return; // the rows belong to the previous filter
      const found = () => neighbour(latest.current.list.rows, latest.current.id, by);
      if (!found() && by > 0) {
        await latest.current.list.more();
        await new Promise(requestAnimationFrame); // wait until the new rows are rendered
      }
      const next = found();
      if (next) open(next.id, true);
    },
    [open],
  );

  return { id, open, close, step };
}

function reveal(id: string, focus: boolean): void {
  const row = document.getElementById(`c-${id}`);
  if (!row?.offsetParent) return; // on a phone the open comment hides the list
  row.scrollIntoView({ block: "nearest" });
  if (focus) row.querySelector("a")?.focus({ preventScroll: true });
}

function isNarrow(): boolean {
  return matchMedia("(width < 72rem)").matches;
}
