// A draft: the curator's unsaved judgement, based on the revision that they saw.

import type { Category } from "../../../shared/snapshot/snapshot";
import type { CommentView, Correction, Sentiment } from "../../api/types";

export interface Judgement {
  category: Category | null;
  sentiment: Sentiment | null;
  tags: readonly string[];
}

export interface Draft extends Judgement {
  note: string;
  /** The comment when the draft began. Its revision is the one that a save may replace. */
  base: CommentView;
  /** Save even without changes: the curator accepts the judgement. */
  accepts: boolean;
}

const USUAL: Record<Category, Sentiment> = {
  ELOGIO: "POSITIVO",
  CRÍTICA: "NEGATIVO",
  SUGESTÃO: "NEUTRO",
  DÚVIDA: "NEUTRO",
  SPAM: "NEUTRO",
};

export function judgementOf(comment: CommentView): Judgement {
  return { category: comment.categoria, sentiment: comment.sentimento, tags: comment.tags.map(({ codigo }) => codigo) };
}

export function draftOf(base: CommentView): Draft {
  return { ...judgementOf(base), note: "", base, accepts: false };
}

/** Sets the category with its usual sentiment; the original category restores the original one. SPAM has no tags. */
export function withCategory(draft: Draft, category: Category): Draft {
  const { base } = draft;
  const sentiment =
    category === base.categoria ? base.sentimento : category === draft.category ? draft.sentiment : USUAL[category];
  const wasSpam = draft.category === "SPAM" && category !== "SPAM";
  const tags = category === "SPAM" ? [] : wasSpam ? judgementOf(base).tags : draft.tags;
  return { ...draft, category, sentiment: sentiment ?? USUAL[category], tags };
}

export function withSentiment(draft: Draft, sentiment: Sentiment): Draft {
  return draft.category === "SPAM" ? draft : { ...draft, sentiment };
}

export function withTag(draft: Draft, code: string, on: boolean): Draft {
  if (draft.category === "SPAM") return draft;
  const others = draft.tags.filter((tag) => tag !== code);
  return { ...draft, tags: on ? [...others, code] : others };
}

/** Whether the draft's judgement differs from the comment's. */
export function judges(draft: Draft): boolean {
  const seen = judgementOf(draft.base);
  return draft.category !== seen.category || draft.sentiment !== seen.sentiment || !same(draft.tags, seen.tags);
}

/** Whether the draft has unsaved content. */
export function holds(draft: Draft): boolean {
  return judges(draft) || draft.note.trim() !== "";
}

/** The request body: only the changed fields, or an acceptance. */
export function correctionOf(draft: Draft): Correction {
  const seen = judgementOf(draft.base);
  const nota = draft.note.trim();
  if (!judges(draft)) return { revisado: true, nota };
  return {
    ...(draft.category !== seen.category && { categoria: draft.category }),
    // The API sets the usual sentiment of a category that is sent without one.
    ...((draft.category !== seen.category || draft.sentiment !== seen.sentiment) && { sentimento: draft.sentiment }),
    ...(!same(draft.tags, seen.tags) && { tags: draft.tags as Correction["tags"] }),
    nota,
  };
}

/** The same draft on top of a newer revision. */
export function rebased(draft: Draft, now: CommentView): Draft {
  return { ...draft, base: now };
}

/** Whether the comment has a newer revision than the draft's base. */
export function overtaken(draft: Draft, now: CommentView): boolean {
  return now.revisao > draft.base.revisao && (draft.accepts || holds(draft));
}

function same(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((one) => others.includes(one));
}
