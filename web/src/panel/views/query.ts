// A saved view is the query of the list's address: which filter, in which order.

import type { SavedView } from "../api/types";
import { addressOf, filterOf, orderOf } from "../filters/filter";

/** What is saved of an address: pages and open comments are no part of a view. */
export function queryOf(search: string): string {
  const order = orderOf(search);
  return addressOf("", filterOf(search), { ordem: order === "recentes" ? null : order }).slice(1);
}

/** The view that is shown now, however its query was written. */
export function shownNow(views: readonly SavedView[], search: string): SavedView | undefined {
  const now = sorted(queryOf(search));
  return views.find(({ consulta }) => sorted(queryOf(consulta)) === now);
}

function sorted(query: string): string {
  return query.split("&").sort().join("&");
}
