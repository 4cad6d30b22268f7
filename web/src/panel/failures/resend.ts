// Resends failed comments to the model: one, or all, a thousand per request.

import { post } from "../api/client";
import type { Resent } from "../api/types";

const MOST = 1_000; // per request

export const resendOne = (id: string) => post<Resent>("/api/reprocessar", { body: { ids: [id] } });

const resendOldest = () => post<Resent>("/api/reprocessar", { body: {} });

/** Comments that were never resent come first. `onProgress` receives the number sent so far. */
export async function resendAll(
  failed: number,
  onProgress: (sent: number) => void,
  send: () => Promise<Resent> = resendOldest,
): Promise<number> {
  let sent = 0;
  for (;;) {
    const { enviados } = await send();
    sent += enviados;
    onProgress(sent);
    if (enviados < MOST || sent >= failed) return sent; // resent comments count as failed until they are classified
  }
}
