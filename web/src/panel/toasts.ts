// Toasts: short messages about an action, optionally with an undo button.

import { store } from "./hooks/store";

export interface Toast {
  id: number;
  text: string;
  kind: "done" | "error";
  /** For example "Desfazer". */
  action?: { name: string; run: () => void };
}

const MOST = 3;
export const toasts = store<readonly Toast[]>([]);
let last = 0;

/** Returns the toast's id for `dismiss`. A new confirmation replaces the previous one; errors stay. */
export function toast(text: string, { kind = "done", action }: Partial<Omit<Toast, "id" | "text">> = {}): number {
  const older = toasts.value.filter((one) => kind === "error" || one.kind === "error").slice(-MOST);
  toasts.set([...older, { id: ++last, text, kind, action }]);
  return last;
}

export function dismiss(id: number): void {
  toasts.set(toasts.value.filter((one) => one.id !== id));
}
