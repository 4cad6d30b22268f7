// The filter of lists, counts, charts and exports. It is kept in the address, with the API's parameter names.

import type { CommentFilter, Order } from "../api/types";

export type FilterName = keyof CommentFilter;

/** In display order. */
export const FILTER_NAMES: readonly FilterName[] = [
  "busca",
  "categoria",
  "sentimento",
  "status",
  "revisado",
  "artista",
  "album",
  "tag",
  "candidata",
  "confianca_min",
  "confianca_max",
  "de",
  "ate",
  "modelo",
  "versao_prompt",
  "lote",
];
const SINGLE: readonly FilterName[] = ["busca", "revisado", "confianca_min", "confianca_max", "de", "ate"];

export const ORDERS: Record<Order, string> = {
  recentes: "Mais recentes",
  menos_certos: "Menos certos primeiro",
  mais_certos: "Mais certos primeiro",
};

/** Name and value pairs. Parameters that the API takes once keep the last value. */
export type Filter = URLSearchParams;

/** The filter in an address, without other parameters. */
export function filterOf(search: string): Filter {
  const given = new URLSearchParams(search);
  const found = new URLSearchParams();
  for (const name of FILTER_NAMES) {
    const values = given
      .getAll(name)
      .map((value) => value.trim())
      .filter(Boolean);
    for (const value of SINGLE.includes(name) ? values.slice(-1) : new Set(values)) found.append(name, value);
  }
  return found;
}

export function orderOf(search: string, normal: Order = "recentes"): Order {
  const given = new URLSearchParams(search).get("ordem");
  return given !== null && Object.hasOwn(ORDERS, given) ? (given as Order) : normal;
}

/** Sets `name` to this value only; null removes it. */
export function put(filter: Filter, name: FilterName, value: string | null): Filter {
  const next = new URLSearchParams(filter);
  next.delete(name);
  if (value) next.set(name, value);
  return next;
}

/** Adds the value, or removes it if present. */
export function toggle(filter: Filter, name: FilterName, value: string): Filter {
  const next = new URLSearchParams(filter);
  if (filter.has(name, value)) next.delete(name, value);
  else next.append(name, value);
  return next;
}

export function has(filter: Filter, name: FilterName, value: string): boolean {
  return filter.has(name, value);
}

/** The address of a page with this filter; `rest` are further parameters. */
export function addressOf(path: string, filter: Filter, rest: Record<string, string | null | undefined> = {}): string {
  const query = new URLSearchParams(filter);
  for (const [name, value] of Object.entries(rest)) if (value) query.set(name, value);
  return query.size ? `${path}?${query}` : path;
}
