// Short news of what was just done, with a way back where there is one.
import { store } from "./store";

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

export function toast(text: string, { kind = "done", action }: Partial<Omit<Toast, "id" | "text">> = {}): void {
  toasts.set([...toasts.value, { id: ++last, text, kind, action }].slice(-MOST));
}

export function dismiss(id: number): void {
  toasts.set(toasts.value.filter((one) => one.id !== id));
}
