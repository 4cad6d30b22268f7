// Unsaved drafts. They survive navigation; before the window closes, the browser asks.

import type { CommentView } from "../../api/types";
import { store } from "../../hooks/store";
import { type Draft, draftOf, holds } from "./draft";

export const drafts = store<ReadonlyMap<string, Draft>>(new Map());

/** Ids of comments with an unsaved draft. Lists subscribe to this store, which changes less often than `drafts`. */
export const unsaved = store<ReadonlySet<string>>(new Set());

export function draftFor(comment: CommentView): Draft {
  return drafts.value.get(comment.id) ?? draftOf(comment);
}

export function keep(draft: Draft): void {
  put(new Map(drafts.value).set(draft.base.id, draft));
}

export function discard(id: string): void {
  const next = new Map(drafts.value);
  next.delete(id);
  put(next);
}

function put(next: ReadonlyMap<string, Draft>): void {
  drafts.set(next);
  const ids = [...next.values()].filter(holds).map(({ base }) => base.id);
  if (ids.length !== unsaved.value.size || ids.some((id) => !unsaved.value.has(id))) unsaved.set(new Set(ids));
}

addEventListener("beforeunload", (event) => {
  if (unsaved.value.size) event.preventDefault();
});
