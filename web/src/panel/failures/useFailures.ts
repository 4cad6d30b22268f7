import { useEffect, useRef, useState } from "preact/hooks";
import { get } from "../api/client";
import type { CommentPage, CommentView } from "../api/types";
import { type Loaded, useEvery, useLoad } from "../hooks/load";
import { resendState } from "./resendState";

const PAGE = 50;
const MOST = 200; // per request
const LOOK = 3_000;
const WAIT = 10 * 60_000; // milliseconds; older resends are no longer polled

export interface FailureList extends Loaded<CommentPage> {
  rows: readonly CommentView[];
  /** Number of comments that were resent from this page and succeeded. */
  recovered: number;
  /** Call after resending: the comment may be classified before the next poll. */
  sent: (id: string) => void;
  more: () => void;
}

/** The failed comments, polled while resent ones are pending. */
export function useFailures(): FailureList {
  const [size, setSize] = useState(PAGE);
  const query = { status: "FALHOU", limite: size };
  const loaded = useLoad((signal) => get<CommentPage>("/api/comentarios", { query, signal }), String(size));
  const rows = loaded.value?.comentarios ?? [];
  const waiting = useRef(new Set<string>());
  const [recovered, setRecovered] = useState(0);

  useEffect(() => {
    if (!loaded.value) return;
    const failed = new Set(rows.map(({ id }) => id));
    const gone = [...waiting.current].filter((id) => !failed.has(id));
    if (gone.length) setRecovered((n) => n + gone.length);
    waiting.current = new Set(rows.filter(isWaiting).map(({ id }) => id));
  }, [loaded.value]);

  useEvery(LOOK, () => rows.some(isWaiting) && !loaded.loading && loaded.again());
  return {
    ...loaded,
    rows,
    recovered,
    sent: (id) => waiting.current.add(id),
    more: () => setSize((n) => Math.min(n + PAGE, MOST)),
  };
}

function isWaiting(comment: CommentView): boolean {
  return resendState(comment) === "waiting" && Date.now() - Date.parse(comment.reenviado_em ?? "") < WAIT;
}
