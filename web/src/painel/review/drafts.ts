// Drafts that are not saved yet. They outlive the page that they were made on, but not the window: it asks first.
import { store } from "../store";
import type { CommentView } from "../types";
import { type Draft, draftOf, holds } from "./draft";

export const drafts = store<ReadonlyMap<string, Draft>>(new Map());

export function draftFor(comment: CommentView): Draft {
  return drafts.value.get(comment.id) ?? draftOf(comment);
}

export function keep(draft: Draft): void {
  drafts.set(new Map(drafts.value).set(draft.base.id, draft));
}

export function discard(id: string): void {
  const next = new Map(drafts.value);
  next.delete(id);
  drafts.set(next);
}

export function isUnsaved(id: string): boolean {
  const found = drafts.value.get(id);
  return found !== undefined && holds(found);
}

addEventListener("beforeunload", (event) => {
  if ([...drafts.value.values()].some(holds)) event.preventDefault();
});
