import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { type ApiError, asApiError } from "../api/problem";
import type { CommentDetail, CommentView, Reviewed } from "../api/types";
import { askAgain, correct, erase as eraseComment, sendAgain } from "../comments/calls";
import { dismiss, toast } from "../toasts";
import { correctionOf, type Draft } from "./editor/draft";
import { discard, keep } from "./editor/drafts";
import { changeSummary, plural, undoSummary } from "./messages";
import { awaitModelAnswers } from "./modelAnswers";
import { markReviewed } from "./progress";
import { lastStep, remember, type UndoStep, undoStep } from "./undo";

/** Callbacks of the page. */
export interface CommentUpdates {
  /** Receives a newer revision of a comment. */
  put: (detail: CommentDetail) => void;
  /** Comments that changed on the server and must be loaded again. */
  outdated: (ids: readonly string[]) => void;
  gone: (id: string) => void;
  show: (id: string) => void;
}

export interface Reviewing {
  isBusy: (id: string) => boolean;
  /** Whether a new classification is pending. */
  isAsked: (id: string) => boolean;
  /** Resolves to false when nothing was saved; the draft is kept. */
  save: (draft: Draft) => Promise<boolean>;
  /** Requests a new classification, or resends a failed comment. */
  ask: (comment: CommentView) => Promise<void>;
  awaitModel: (asked: readonly CommentView[]) => void;
  /** Raises ApiError. */
  erase: (comment: CommentView) => Promise<void>;
  /** Records an undoable action and shows its toast. */
  done: (items: readonly Reviewed[], text: string) => void;
  /** Undoes the last change of a comment, whoever made it. */
  undo: (comment: CommentView) => Promise<void>;
  /** Undoes the last action since the page was loaded. */
  undoLast: () => void;
}

/** The review actions, on one comment or many. */
export function useReview(bench: CommentUpdates): Reviewing {
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<ReadonlySet<string>>(new Set());
  const latest = useRef(bench);
  latest.current = bench;
  const stop = useRef(new AbortController());
  useEffect(() => () => stop.current.abort(), []);

  const done = useCallback((items: readonly Reviewed[], text: string) => {
    const step: UndoStep = {
      items,
      toast: toast(text, { action: { name: "Desfazer", run: () => void takeBack(step, latest.current) } }),
    };
    remember(step);
    markReviewed(
      items.map(({ id }) => id),
      true,
    );
  }, []);

  const save = useCallback(async (draft: Draft) => {
    const { base } = draft;
    setBusy((before) => new Set(before).add(base.id));
    try {
      const now = await correct(base.id, base.revisao, correctionOf(draft));
      discard(base.id);
      latest.current.put(now);
      done([{ id: base.id, revisao: now.revisao }], changeSummary(base, now));
      return true;
    } catch (error) {
      keep({ ...draft, accepts: true }); // the conflict view shows it beside the other change
      refused(asApiError(error), base.id, latest.current);
      return false;
    } finally {
      setBusy((before) => minus(before, [base.id]));
    }
  }, []);

  const awaitModel = useCallback((comments: readonly CommentView[]) => {
    const ids = comments.map(({ id }) => id);
    const { signal } = stop.current;
    setAsked((before) => new Set([...before, ...ids]));
    const answered = (detail: CommentDetail) => {
      setAsked((before) => minus(before, [detail.id]));
      latest.current.put(detail);
    };
    void awaitModelAnswers(comments, answered, signal).then((n) => {
      if (signal.aborted) return;
      setAsked((before) => minus(before, ids));
      tellAnswers(n, ids.length);
    });
  }, []);

  const ask = useCallback(async (comment: CommentView) => {
    try {
      await (comment.status === "FALHOU" ? sendAgain(comment.id) : askAgain(comment.id));
      awaitModel([comment]);
    } catch (error) {
      toast(asApiError(error).message, { kind: "error" });
    }
  }, []);

  const erase = useCallback(async ({ id }: CommentView) => {
    await eraseComment(id);
    discard(id);
    latest.current.gone(id);
    toast("Comentário apagado de vez");
  }, []);

  const undoLast = useCallback(() => {
    const step = lastStep();
    if (step) void takeBack(step, latest.current);
    else toast("Não há o que desfazer nesta sessão de trabalho");
  }, []);

  const undo = useCallback(
    ({ id, revisao }: CommentView) => takeBack({ items: [{ id, revisao }], toast: 0 }, latest.current),
    [],
  );

  return {
    isBusy: (id) => busy.has(id),
    isAsked: (id) => asked.has(id),
    save,
    ask,
    awaitModel,
    erase,
    done,
    undo,
    undoLast,
  };
}

async function takeBack(step: UndoStep, bench: CommentUpdates): Promise<void> {
  dismiss(step.toast);
  try {
    const { ids, detail } = await undoStep(step);
    markReviewed(ids, false);
    if (detail) {
      bench.put(detail);
      bench.show(detail.id);
    } else bench.outdated(ids);
    toast(undoSummary(ids.length, step.items.length));
  } catch (error) {
    const found = asApiError(error);
    toast(found.status === 412 ? "Não dá mais para desfazer: o comentário mudou depois." : found.message, {
      kind: "error",
    });
  }
}

/** Reports a failed save. On 412 the error's details hold the current revision of the comment. */
function refused(error: ApiError, id: string, bench: CommentUpdates): void {
  const [now] = error.detalhes as CommentDetail[];
  const overtaken = error.status === 412 && now !== undefined && "historico" in now;
  if (overtaken) bench.put(now);
  const text = overtaken ? "Alguém mudou este comentário antes: nada foi salvo." : error.message;
  toast(text, { kind: "error", action: { name: "Ver", run: () => bench.show(id) } });
}

function tellAnswers(n: number, of: number): void {
  if (n === of)
    toast(n === 1 ? "O modelo respondeu" : `O modelo respondeu sobre ${plural(n, "comentário", "comentários")}`);
  else
    toast(
      `O modelo ainda não respondeu sobre ${plural(of - n, "comentário", "comentários")}: veja de novo mais tarde.`,
      { kind: "error" },
    );
}

function minus(from: ReadonlySet<string>, ids: readonly string[]): ReadonlySet<string> {
  const next = new Set(from);
  for (const id of ids) next.delete(id);
  return next;
}
