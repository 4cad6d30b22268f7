// Short news of what was just done, with a way back where there is one.

import { store } from "./hooks/store";

export interface Toast {
  id: number;
  text: string;
  kind: "done" | "error";
  /** "Desfazer", say. */
  action?: { name: string; run: () => void };
}

const MOST = 3;
export const toasts = store<readonly Toast[]>([]);
let last = 0;

/** Its id, for who wants to take it away again. What was done last is news, what was done before it is not. */
export function toast(text: string, { kind = "done", action }: Partial<Omit<Toast, "id" | "text">> = {}): number {
  const older = toasts.value.filter((one) => kind === "error" || one.kind === "error").slice(-MOST);
  toasts.set([...older, { id: ++last, text, kind, action }]);
  return last;
}

export function dismiss(id: number): void {
  toasts.set(toasts.value.filter((one) => one.id !== id));
}
