import { useRef } from "preact/hooks";
import type { CommentView } from "../../api/types";
import type { Reviewing } from "../../review/useReview";
import type { ListOfRows } from "../list/useRows";
import type { OpenComment } from "./useOpenComment";

/** Opens the next unreviewed comment: below, then among newly loaded rows, then above. */
export function useAdvance(
  list: ListOfRows,
  openComment: OpenComment,
  reviewing: Reviewing,
): (from: string) => Promise<void> {
  const latest = useRef({ list, reviewing });
  latest.current = { list, reviewing };
  return async (from) => {
    const next = (after: boolean) => {
      const { comments } = latest.current.list.rows;
      const place = comments.findIndex(({ id }) => id === from);
      return comments
        .slice(after ? place + 1 : 0)
        .find((one) => one.id !== from && isOpen(one, latest.current.reviewing));
    };
    if (!next(true)) {
      await latest.current.list.more();
      await new Promise(requestAnimationFrame); // wait until the new rows are rendered
    }
    const found = next(true) ?? next(false);
    if (found) openComment.open(found.id, true);
    else openComment.close();
  };
}

function isOpen({ id, revisado }: CommentView, { isBusy, isAsked }: Reviewing): boolean {
  return !revisado && !isBusy(id) && !isAsked(id);
}
