import { useEffect, useState } from "preact/hooks";
import { addressOf } from "../../filters/filter";
import { useEvery } from "../../hooks/load";
import { comments, type ListQuery } from "../calls";
import type { Rows } from "./rows";

const EVERY = 30_000; // milliseconds; each poll reads two documents and one count

/** Number of comments that match the filter since the list was loaded. */
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
        // A different first comment is not enough: a correction may have removed the old one from the filter.
        const later =
          query.order === "recentes" &&
          newest !== undefined &&
          newest.data_recebimento > (first?.data_recebimento ?? "");
        show(Math.max(more, later ? 1 : 0));
      },
      () => undefined,
    ); // the next poll retries
  });
  return arrived;
}
