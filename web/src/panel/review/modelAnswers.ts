// Waits for the model's word on comments that it was asked about again.

import type { CommentDetail, CommentView } from "../api/types";
import { comment as fetchComment } from "../comments/calls";

const ROUNDS = [1_000, 1_500, 2_000, 3_000, 4_000, 6_000, 8_000, 10_000, 12_000, 15_000];
const AT_ONCE = 6;

/** Tells each comment as soon as it is another than it was; ends when all are, or after about a minute. */
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

/** A failed comment that is settled later keeps its revision. */
function isOther(before: CommentView, now: CommentView): boolean {
  return now.revisao !== before.revisao || now.status !== before.status || now.falha?.em !== before.falha?.em;
}
