import { useEffect, useState } from "preact/hooks";
import { addressOf } from "../../filters/filter";
import { useEvery } from "../../hooks/load";
import { comments, type ListQuery } from "../calls";
import type { Rows } from "./rows";

const EVERY = 30_000; // each look reads two documents and counts the rest

/** How many comments the filter finds beyond those of the list as it was loaded; 0 while there are none. */
export function useArrivals(query: ListQuery, rows: Rows, loading: boolean): number {
  const [arrived, show] = useState(0);
  const key = addressOf("", query.filter, { ordem: query.order });
  const [first] = rows.comments;
  useEffect(() => show(0), [key, first?.id, rows.total]);
  useEvery(EVERY, () => {
    if (loading) return;
    void comments(query, null, undefined, 1).then(
      ({ comentarios: [newest], total }) => {
        const more = total !== null && rows.total !== null ? total - rows.total : 0;
        // Not just another one: the first may have left the filter when it was corrected.
        const later =
          query.order === "recentes" &&
          newest !== undefined &&
          newest.data_recebimento > (first?.data_recebimento ?? "");
        show(Math.max(more, later ? 1 : 0));
      },
      () => undefined,
    ); // the next look will tell
  });
  return arrived;
}
