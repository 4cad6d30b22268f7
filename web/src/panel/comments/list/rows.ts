// Pure operations on the rows of a list. A changed row keeps its place until the list is reloaded.

import type { CommentPage, CommentView } from "../../api/types";

export interface Rows {
  comments: readonly CommentView[];
  next: string | null;
  total: number | null;
}

export const NONE: Rows = { comments: [], next: null, total: null };

/** Appends a page without duplicates. On the last page the total is known. */
export function append(rows: Rows, page: CommentPage): Rows {
  const known = new Set(rows.comments.map(({ id }) => id));
  const fresh = page.comentarios.filter(({ id }) => !known.has(id));
  const comments = [...rows.comments, ...fresh];
  return {
    comments,
    next: page.proximo,
    total: rows.total ?? page.total ?? (page.proximo === null ? comments.length : null),
  };
}

/** Replaces rows by newer revisions. Highlights belong to the list's search and are kept. */
export function replace(rows: Rows, changed: readonly CommentView[]): Rows {
  const newer = new Map(changed.map((one) => [one.id, one]));
  const comments = rows.comments.map((old) => {
    const found = newer.get(old.id);
    return found && found.revisao >= old.revisao ? { ...found, destaques: old.destaques } : old;
  });
  return { ...rows, comments };
}

export function without(rows: Rows, id: string): Rows {
  const comments = rows.comments.filter((one) => one.id !== id);
  const gone = rows.comments.length - comments.length;
  return { ...rows, comments, total: rows.total === null ? null : rows.total - gone };
}

/** The comment `step` rows further; without a current one, the first. Undefined beyond the ends. */
export function neighbour(rows: Rows, id: string | null, step: number): CommentView | undefined {
  const place = rows.comments.findIndex((one) => one.id === id);
  if (place < 0) return rows.comments[0];
  return rows.comments[place + step];
}

/** The ids from one row to another, both included, in list order. */
export function between(rows: Rows, one: string, other: string): string[] {
  const ids = rows.comments.map(({ id }) => id);
  const [start, end] = [ids.indexOf(one), ids.indexOf(other)].sort((a, b) => a - b) as [number, number];
  return start < 0 ? [other] : ids.slice(start, end + 1);
}
