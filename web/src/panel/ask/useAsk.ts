import { useEffect, useRef, useState } from "preact/hooks";
import { post } from "../api/client";
import { type ApiError, asApiError } from "../api/problem";
import type { Answer } from "../api/types";

const PATIENCE = 90_000; // milliseconds; longer than all attempts of the server together

interface Asking {
  busy: boolean;
  /** Why the last question has no answer. */
  end: ApiError | "cancelled" | null;
  /** Resolves to null when cancelled or failed. */
  ask: (question: string, earlier: string | null) => Promise<Answer | null>;
  cancel: () => void;
}

/** One question at a time; leaving the page cancels it. */
export function useAsk(): Asking {
  const [busy, setBusy] = useState(false);
  const [end, setEnd] = useState<Asking["end"]>(null);
  const under = useRef<AbortController | null>(null);
  useEffect(() => () => under.current?.abort(), []);

  const ask = async (question: string, earlier: string | null) => {
    if (under.current) return null;
    const stop = new AbortController();
    under.current = stop;
    setBusy(true);
    setEnd(null);
    try {
      return await post<Answer>("/api/insights/perguntar", {
        body: { pergunta: question, anterior: earlier },
        signal: stop.signal,
        timeout: PATIENCE,
      });
    } catch (error) {
      setEnd(stop.signal.aborted ? "cancelled" : asApiError(error));
      return null;
    } finally {
      under.current = null;
      setBusy(false);
    }
  };
  return { busy, end, ask, cancel: () => under.current?.abort() };
}
