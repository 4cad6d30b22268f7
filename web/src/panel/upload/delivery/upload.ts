// The current upload. It continues while the user visits other pages.

import { get } from "../../api/client";
import { type ApiError, asApiError } from "../../api/problem";
import { session } from "../../api/session";
import type { BatchView } from "../../api/types";
import { store } from "../../hooks/store";
import type { ReadyRow } from "../preview/plan";
import type { Format } from "../source/source";
import { type Arrival, deliver } from "./delivery";
import { cut, type Part } from "./parts";

export interface Upload {
  name: string;
  format: Format;
  parts: readonly Part[];
  /** Results of the parts delivered so far, in order. */
  arrivals: readonly Arrival[];
  running: boolean;
  error: ApiError | null;
  batches: Readonly<Record<string, BatchView>>;
  /** Random value that makes a deliberate repetition a new upload; "" otherwise. */
  again: string;
}

export const currentUpload = store<Upload | null>(null);

session.follow(() => session.value.state === "out" && currentUpload.set(null));
addEventListener("beforeunload", (event) => currentUpload.value?.running && event.preventDefault());

export function start(name: string, format: Format, ready: readonly ReadyRow[]): void {
  currentUpload.set({
    name,
    format,
    parts: cut(ready),
    arrivals: [],
    running: false,
    error: null,
    batches: {},
    again: "",
  });
  void resume();
}

/** Sends the same comments again, as new ones. */
export function sendAgain(): void {
  const before = currentUpload.value;
  if (!before || before.running) return;
  currentUpload.set({ ...before, arrivals: [], error: null, batches: {}, again: crypto.randomUUID() });
  void resume();
}

/** Continues with the first part that was not delivered. */
export async function resume(): Promise<void> {
  const upload = currentUpload.value;
  if (!upload || upload.running) return;
  let tried = upload.error !== null;
  change({ running: true, error: null });
  try {
    for (const part of upload.parts.slice(upload.arrivals.length)) {
      const arrived = await deliver(part, { again: upload.again, tried });
      if (!currentUpload.value) return; // logged out meanwhile
      change({ arrivals: [...currentUpload.value.arrivals, arrived] });
      tried = false;
    }
  } catch (error) {
    change({ error: asApiError(error) });
  }
  change({ running: false });
}

/** Refreshes the progress of the delivered batches that have pending comments. */
export async function look(): Promise<void> {
  const asked = currentUpload.value;
  if (!asked) return;
  for (const id of batchIds(asked)) {
    if (asked.batches[id]?.pendentes === 0) continue;
    const found = await get<BatchView>(`/api/lotes/${id}`);
    if (currentUpload.value?.parts !== asked.parts || currentUpload.value.again !== asked.again) return;
    change({ batches: { ...currentUpload.value.batches, [id]: found } });
  }
}

export function clear(): void {
  currentUpload.set(null);
}

export function batchIds({ arrivals }: Upload): string[] {
  return arrivals.flatMap(({ batchId }) => (batchId ? [batchId] : []));
}

/** Whether all parts are delivered and all their comments processed. */
export function isSettled(upload: Upload): boolean {
  const all = upload.arrivals.length === upload.parts.length;
  return all && batchIds(upload).every((id) => upload.batches[id]?.pendentes === 0);
}

function change(some: Partial<Upload>): void {
  if (currentUpload.value) currentUpload.set({ ...currentUpload.value, ...some });
}
