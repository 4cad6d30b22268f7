// Data loading for pages: value, progress, error and reload.

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { type ApiError, asApiError } from "../api/problem";
import { isAway } from "../api/session";

export interface Loaded<Value> {
  /** The latest value; while a new key loads, the value of the previous key. */
  value: Value | null;
  error: ApiError | null;
  loading: boolean;
  again: () => void;
  /** Replaces the value, for example by the response to a change. */
  put: (value: Value) => void;
}

/** Loads whenever `key` changes and aborts the previous request. */
export function useLoad<Value>(load: (signal: AbortSignal) => Promise<Value>, key: string): Loaded<Value> {
  const [shown, show] = useState<{ value: Value | null; error: ApiError | null; loading: boolean }>({
    value: null,
    error: null,
    loading: true,
  });
  const [round, setRound] = useState(0);
  const latest = useRef(load);
  latest.current = load;

  useEffect(() => {
    const stop = new AbortController();
    show((before) => ({ ...before, loading: true }));
    latest.current(stop.signal).then(
      (value) => stop.signal.aborted || show({ value, error: null, loading: false }),
      (error: unknown) =>
        stop.signal.aborted || show((before) => ({ ...before, error: asApiError(error), loading: false })),
    );
    return () => stop.abort();
  }, [key, round]);

  const again = useCallback(() => setRound((n) => n + 1), []);
  const put = useCallback((value: Value) => show({ value, error: null, loading: false }), []);
  return { ...shown, again, put };
}

/** Calls `work` at an interval while the page is visible and logged in, and at once when it becomes visible again. */
export function useEvery(milliseconds: number, work: () => void): void {
  const latest = useRef(work);
  latest.current = work;
  useEffect(() => {
    const due = () => document.hidden || isAway() || latest.current();
    const timer = setInterval(due, milliseconds);
    document.addEventListener("visibilitychange", due);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", due);
    };
  }, [milliseconds]);
}
