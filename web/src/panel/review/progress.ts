// Ids of the comments reviewed in this tab; kept in sessionStorage across reloads.

import { store } from "../hooks/store";

const KEY = "revisados";

export const reviewedIds = store<ReadonlySet<string>>(new Set(kept()));

export function markReviewed(ids: readonly string[], done: boolean): void {
  const next = new Set(reviewedIds.value);
  for (const id of ids) next[done ? "add" : "delete"](id);
  reviewedIds.set(next);
  try {
    sessionStorage.setItem(KEY, JSON.stringify([...next]));
  } catch {
    // storage full or forbidden: a reload resets the count
  }
}

function kept(): string[] {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}
