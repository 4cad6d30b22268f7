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

/** What the page makes of it. */
export interface CommentUpdates {
  /** A newer state of a comment. */
  put: (detail: CommentDetail) => void;
  /** Comments that changed in a way that only the server knows. */
  outdated: (ids: readonly string[]) => void;
  gone: (id: string) => void;
  show: (id: string) => void;
}

export interface Reviewing {
  isBusy: (id: string) => boolean;
  /** Whether the model's answer is awaited. */
  isAsked: (id: string) => boolean;
  /** False when nothing was saved; the draft is kept then. */
  save: (draft: Draft) => Promise<boolean>;
  /** Asks the model again, or once more where it failed. */
  ask: (comment: CommentView) => Promise<void>;
  awaitModel: (asked: readonly CommentView[]) => void;
  /** Raises ApiError. */
  erase: (comment: CommentView) => Promise<void>;
  /** Something that can be undone has been done. */
  done: (items: readonly Reviewed[], text: string) => void;
  /** The last change of a comment, whoever made it. */
  undo: (comment: CommentView) => Promise<void>;
  /** The last thing that was done in this sitting. */
  undoLast: () => void;
}

/** What is done with comments, one at a time or many. */
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
      keep({ ...draft, accepts: true }); // what was wanted stays in sight, beside what somebody else did
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

/** Nothing was saved. Where somebody else was faster, the error carries what they made of the comment. */
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
