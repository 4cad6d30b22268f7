// The API's calls on comments, one function each.

import { get, patch, post, remove } from "../api/client";
import type {
  CommentCounts,
  CommentDetail,
  CommentPage,
  Correction,
  Message,
  Order,
  Resent,
  ReviewAction,
  Reviewed,
  ReviewResults,
  Reviews,
} from "../api/types";
import type { Filter } from "../filters/filter";

export interface ListQuery {
  filter: Filter;
  order: Order;
}

const PAGE = 50;
const MOST_REVIEWED = 100; // per request

export function comments(
  { filter, order }: ListQuery,
  cursor: string | null,
  signal?: AbortSignal,
  limit = PAGE,
): Promise<CommentPage> {
  const query = new URLSearchParams(filter);
  query.set("ordem", order);
  query.set("limite", String(limit));
  if (cursor) query.set("cursor", cursor);
  return get<CommentPage>("/api/comentarios", { query, signal });
}

export const counts = (filter: Filter, signal?: AbortSignal) =>
  get<CommentCounts>("/api/comentarios/contagens", { query: filter, signal });

export const comment = (id: string, signal?: AbortSignal) => get<CommentDetail>(at(id), { signal });

export const correct = (id: string, revision: number, body: Correction) =>
  patch<CommentDetail>(at(id), { body, headers: seen(revision) });

export const undo = (id: string, revision: number) =>
  post<CommentDetail>(`${at(id)}/desfazer`, { headers: seen(revision) });

export const askAgain = (id: string) => post<Message>(`${at(id)}/reclassificar`);

/** Sends a failed comment to the model again. */
export const sendAgain = (id: string) => post<Resent>("/api/reprocessar", { body: { ids: [id] } });

export const erase = (id: string) => remove(at(id));

/** Applies one action to many comments, a hundred per request. Results are in the order of the items. */
export async function review(
  action: ReviewAction,
  items: readonly Reviewed[],
  wanted: Partial<Reviews> = {},
): Promise<ReviewResults["resultados"]> {
  const results = [];
  for (let start = 0; start < items.length; start += MOST_REVIEWED) {
    const body = { ...wanted, acao: action, itens: items.slice(start, start + MOST_REVIEWED) };
    results.push(...(await post<ReviewResults>("/api/revisoes", { body })).resultados);
  }
  return results;
}

function at(id: string): string {
  return `/api/comentarios/${encodeURIComponent(id)}`;
}

function seen(revision: number): Record<string, string> {
  return { "If-Match": `"${revision}"` };
}
