// What a page loads: the value, the wait, the error, again.

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { type ApiError, asApiError } from "../api/problem";
import { isAway } from "../api/session";

export interface Loaded<Value> {
  /** The last one that came; while another key loads, still that of the key before. */
  value: Value | null;
  error: ApiError | null;
  loading: boolean;
  again: () => void;
  /** Shows a value that came another way, such as a change's answer. */
  put: (value: Value) => void;
}

/** Loads when `key` changes; the call for an older key is aborted. */
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

/** Calls every so often while the page is seen, and at once when it is seen again. */
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
