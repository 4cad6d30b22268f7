// Polls for the new classification of comments that were sent to the model again.

import type { CommentDetail, CommentView } from "../api/types";
import { comment as fetchComment } from "../comments/calls";

const ROUNDS = [1_000, 1_500, 2_000, 3_000, 4_000, 6_000, 8_000, 10_000, 12_000, 15_000];
const AT_ONCE = 6;

/** Calls `tell` for each comment that changed. Ends when all did, or after about a minute. Resolves to their number. */
export async function awaitModelAnswers(
  asked: readonly CommentView[],
  tell: (detail: CommentDetail) => void,
  signal: AbortSignal,
): Promise<number> {
  let waiting = [...asked];
  for (const pause of ROUNDS) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    if (signal.aborted) break;
    waiting = await stillWaiting(waiting, tell, signal);
    if (!waiting.length) break;
  }
  return asked.length - waiting.length;
}

async function stillWaiting(
  waiting: readonly CommentView[],
  tell: (detail: CommentDetail) => void,
  signal: AbortSignal,
): Promise<CommentView[]> {
  const left: CommentView[] = [];
  for (let start = 0; start < waiting.length; start += AT_ONCE) {
    await Promise.all(
      waiting.slice(start, start + AT_ONCE).map(async (before) => {
        const now = await fetchComment(before.id, signal).catch(() => null);
        if (now && isOther(before, now)) tell(now);
        else left.push(before);
      }),
    );
  }
  return left;
}

/** A failed comment keeps its revision when it is classified later, so status and failure are compared, too. */
function isOther(before: CommentView, now: CommentView): boolean {
  return now.revisao !== before.revisao || now.status !== before.status || now.falha?.em !== before.falha?.em;
}
