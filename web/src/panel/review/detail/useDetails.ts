import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { type ApiError, asApiError } from "../../api/problem";
import type { CommentDetail } from "../../api/types";
import { comment as fetchComment } from "../../comments/calls";
import { useEvery } from "../../hooks/load";

const EVERY = 30_000; // another curator may change the same comment

export interface Details {
  of: (id: string) => CommentDetail | undefined;
  /** Error of loading the open comment. */
  error: ApiError | null;
  again: () => void;
  put: (detail: CommentDetail) => void;
}

interface Listeners {
  onNews: (detail: CommentDetail) => void;
  /** The comment changed on the server while it was open. */
  onChanged: (detail: CommentDetail) => void;
}

/** Details of comments by id. The one of `id` is loaded and refreshed; the others stay as last seen. */
export function useDetails(id: string | null, listeners: Listeners): Details {
  const [known, show] = useState<ReadonlyMap<string, CommentDetail>>(new Map());
  const [failed, fail] = useState<{ id: string; error: ApiError } | null>(null);
  const [round, setRound] = useState(0);
  const latest = useRef({ known, ...listeners });
  latest.current = { known, ...listeners };

  const put = useCallback((detail: CommentDetail) => {
    show((before) => {
      const old = before.get(detail.id);
      return old && old.revisao > detail.revisao ? before : new Map(before).set(detail.id, detail);
    });
    latest.current.onNews(detail);
  }, []);
  const again = useCallback(() => setRound((n) => n + 1), []);

  useEffect(() => {
    if (!id) return;
    const stop = new AbortController();
    const came = (detail: CommentDetail) => {
      const before = latest.current.known.get(id);
      fail(null);
      put(detail);
      if (before && before.revisao < detail.revisao) latest.current.onChanged(detail);
    };
    fetchComment(id, stop.signal).then(
      (detail) => stop.signal.aborted || came(detail),
      (error: unknown) => stop.signal.aborted || fail({ id, error: asApiError(error) }),
    );
    return () => stop.abort();
  }, [id, round]);
  useEvery(EVERY, () => id && again());

  return { of: (wanted) => known.get(wanted), error: failed && failed.id === id ? failed.error : null, again, put };
}
