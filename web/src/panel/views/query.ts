// A saved view is the query string of a list: its filter and order.

import type { SavedView } from "../api/types";
import { addressOf, filterOf, orderOf } from "../filters/filter";

/** The part of an address that a view saves: filter and order, neither cursor nor open comment. */
export function queryOf(search: string): string {
  const order = orderOf(search);
  return addressOf("", filterOf(search), { ordem: order === "recentes" ? null : order }).slice(1);
}

/** The view that matches the current address, regardless of the order of parameters. */
export function shownNow(views: readonly SavedView[], search: string): SavedView | undefined {
  const now = sorted(queryOf(search));
  return views.find(({ consulta }) => sorted(queryOf(consulta)) === now);
}

function sorted(query: string): string {
  return query.split("&").sort().join("&");
}
