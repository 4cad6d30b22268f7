// Failed comments to the model again: one, or all of them, a thousand a request.

import { post } from "../api/client";
import type { Resent } from "../api/types";

const MOST = 1_000; // of one request

export const resendOne = (id: string) => post<Resent>("/api/reprocessar", { body: { ids: [id] } });

const resendOldest = () => post<Resent>("/api/reprocessar", { body: {} });

/** Those never sent again come first. `onProgress` hears how many were sent so far. */
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
    if (enviados < MOST || sent >= failed) return sent; // what was sent still counts as failed until it is classified
  }
}
