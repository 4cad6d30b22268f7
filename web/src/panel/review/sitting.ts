// Which comments were reviewed in this sitting: since this tab was opened, reloads included.
import { store } from "../hooks/store";

const KEY = "revisados";

export const sitting = store<ReadonlySet<string>>(new Set(kept()));

export function reviewed(ids: readonly string[], done: boolean): void {
  const next = new Set(sitting.value);
  for (const id of ids) next[done ? "add" : "delete"](id);
  sitting.set(next);
  try {
    sessionStorage.setItem(KEY, JSON.stringify([...next]));
  } catch {
    // full or forbidden: a reload starts the count anew
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
