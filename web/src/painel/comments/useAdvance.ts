import { useRef } from "preact/hooks";
import type { Reviewing } from "../review/useReview";
import { toast } from "../toasts";
import type { CommentView } from "../types";
import type { Selected } from "./useSelected";
import type { ListOfRows } from "./useRows";

/** On to the next comment that nobody has decided on; the list is continued where it ends. */
export function useAdvance(list: ListOfRows, selected: Selected, reviewing: Reviewing): (from: string) => Promise<void> {
  const latest = useRef({ list, reviewing });
  latest.current = { list, reviewing };
  return async (from) => {
    const next = () => {
      const { comments } = latest.current.list.rows;
      const place = comments.findIndex(({ id }) => id === from);
      return comments.slice(place + 1).find((one) => isOpen(one, latest.current.reviewing));
    };
    if (!next()) {
      await latest.current.list.more();
      await new Promise(requestAnimationFrame); // until what came is drawn
    }
    const found = next();
    if (found) selected.open(found.id, true);
    else toast("Fim da fila");
  };
}

function isOpen({ id, revisado }: CommentView, { isBusy, isAsked }: Reviewing): boolean {
  return !revisado && !isBusy(id) && !isAsked(id);
}
