import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { between, type Rows } from "../list/rows";

export interface RowSelection {
  ids: ReadonlySet<string>;
  /** `range`: also all rows since the last selected one. */
  toggle: (id: string, range: boolean) => void;
  all: () => void;
  clear: () => void;
}

/** The selected rows of the list. */
export function useSelection(rows: Rows, key: string): RowSelection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string | null>(null);
  const latest = useRef(rows);
  latest.current = rows;
  useEffect(() => setIds(new Set()), [key]);

  const toggle = useCallback((id: string, range: boolean) => {
    const several = range && last.current ? between(latest.current, last.current, id) : [id];
    last.current = id;
    setIds((before) => {
      const next = new Set(before);
      const on = !before.has(id);
      for (const one of several) next[on ? "add" : "delete"](one);
      return next;
    });
  }, []);
  const all = useCallback(() => setIds(new Set(latest.current.comments.map(({ id }) => id))), []);
  const clear = useCallback(() => setIds(new Set()), []);
  return { ids, toggle, all, clear };
}
