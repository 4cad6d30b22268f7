import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { type ApiError, asApiError } from "../../api/problem";
import type { CommentView } from "../../api/types";
import { addressOf } from "../../filters/filter";
import { comments, type ListQuery } from "../calls";
import { append, NONE, type Rows, replace, without } from "./rows";

const MOST_EMPTY = 4; // consecutive pages without a new row, before the user is asked to continue

export interface ListOfRows {
  rows: Rows;
  /** The rows still belong to the previous filter. */
  stale: boolean;
  loading: boolean;
  error: ApiError | null;
  more: () => Promise<void>;
  again: () => void;
  change: (changed: readonly CommentView[]) => void;
  drop: (id: string) => void;
}

/** A list loaded page by page; a new filter or order reloads it. */
export function useRows(query: ListQuery): ListOfRows {
  const key = addressOf("", query.filter, { ordem: query.order });
  const [state, show] = useState({ key: "", rows: NONE, loading: true, error: null as ApiError | null });
  const [round, setRound] = useState(0);
  const latest = useRef({ query, state, key });
  latest.current = { query, state, key };
  const stop = useRef(new AbortController());

  const load = useCallback(async (before: Rows, wanted: string) => {
    const { signal } = stop.current;
    show((old) => ({ ...old, loading: true, error: null }));
    try {
      const rows = await fetchRows(latest.current.query, before, signal);
      if (!signal.aborted) show({ key: wanted, rows, loading: false, error: null });
    } catch (error) {
      if (!signal.aborted) show((old) => ({ ...old, loading: false, error: asApiError(error) }));
    }
  }, []);

  useEffect(() => {
    stop.current = new AbortController();
    void load(NONE, key);
    return () => stop.current.abort();
  }, [key, round]);

  const more = useCallback(async () => {
    const {
      state: { rows, loading, key: of },
      key: now,
    } = latest.current;
    if (of === now && !loading && rows.next) await load(rows, of);
  }, []);
  const again = useCallback(() => setRound((n) => n + 1), []);
  const edit = useCallback((turn: (rows: Rows) => Rows) => show((old) => ({ ...old, rows: turn(old.rows) })), []);
  const change = useCallback((changed: readonly CommentView[]) => edit((rows) => replace(rows, changed)), []);
  const drop = useCallback((id: string) => edit((rows) => without(rows, id)), []);
  return { ...state, stale: state.key !== key, more, again, change, drop };
}

/** Loads one more page, or a few if they have no new row. */
async function fetchRows(query: ListQuery, before: Rows, signal: AbortSignal): Promise<Rows> {
  let rows = before;
  for (let n = 0; n < MOST_EMPTY; n++) {
    rows = append(rows, await comments(query, rows.next, signal));
    if (rows.comments.length > before.comments.length || !rows.next) break;
  }
  return rows;
}
