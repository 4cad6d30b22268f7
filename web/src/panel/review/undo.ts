// The undo stack of review actions since the page was loaded.

import type { CommentDetail, Reviewed } from "../api/types";
import { review, undo } from "../comments/calls";

/** The comments of one action with the revisions that it produced. */
export interface UndoStep {
  items: readonly Reviewed[];
  /** The toast that offers to undo it. */
  toast: number;
}

export interface UndoResult {
  ids: readonly string[];
  /** The comment after undoing, if the step had only one. */
  detail: CommentDetail | null;
}

const steps: UndoStep[] = [];

export function remember(step: UndoStep): void {
  steps.push(step);
}

export function lastStep(): UndoStep | undefined {
  return steps.at(-1);
}

/** Raises ApiError when a single comment cannot be undone; 412 when it was changed since. */
export async function undoStep(step: UndoStep): Promise<UndoResult> {
  const place = steps.indexOf(step);
  if (place >= 0) steps.splice(place, 1);
  const [only] = step.items;
  if (only && step.items.length === 1) {
    const detail = await undo(only.id, only.revisao);
    return { ids: [only.id], detail };
  }
  const results = await review("desfazer", step.items);
  return { ids: results.filter(({ ok }) => ok).map(({ id }) => id), detail: null };
}
