// What a curator is about to say of a comment, on top of what they saw.

import type { Category } from "../../../shared/snapshot/snapshot";
import type { CommentView, Correction, Sentiment } from "../../api/types";

export interface Judgement {
  category: Category | null;
  sentiment: Sentiment | null;
  tags: readonly string[];
}

export interface Draft extends Judgement {
  note: string;
  /** The comment as it was seen when the draft began: what the draft changes, and the revision it may replace. */
  base: CommentView;
  /** Meant even if it changes nothing: an acceptance. */
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

/** A new category brings its usual sentiment along, and back to the old one the old sentiment; SPAM has no tags. */
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

/** Whether the judgement is another one than what was seen. */
export function judges(draft: Draft): boolean {
  const seen = judgementOf(draft.base);
  return draft.category !== seen.category || draft.sentiment !== seen.sentiment || !same(draft.tags, seen.tags);
}

/** Whether anything would be lost with the draft. */
export function holds(draft: Draft): boolean {
  return judges(draft) || draft.note.trim() !== "";
}

/** What to send: only what differs, or that it is right as it is. */
export function correctionOf(draft: Draft): Correction {
  const seen = judgementOf(draft.base);
  const nota = draft.note.trim();
  if (!judges(draft)) return { revisado: true, nota };
  return {
    ...(draft.category !== seen.category && { categoria: draft.category }),
    // A category that is sent without a sentiment would bring its usual one along.
    ...((draft.category !== seen.category || draft.sentiment !== seen.sentiment) && { sentimento: draft.sentiment }),
    ...(!same(draft.tags, seen.tags) && { tags: draft.tags as Correction["tags"] }),
    nota,
  };
}

/** The same wish, on top of what somebody else made of the comment meanwhile. */
export function rebased(draft: Draft, now: CommentView): Draft {
  return { ...draft, base: now };
}

/** Whether the comment has changed since the draft's author saw it. */
export function overtaken(draft: Draft, now: CommentView): boolean {
  return now.revisao > draft.base.revisao && (draft.accepts || holds(draft));
}

function same(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((one) => others.includes(one));
}
