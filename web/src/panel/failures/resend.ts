// Failed comments to the model again: one, or all of them, a thousand a request.
import { post } from "../api/api";
import type { Resent } from "../api/types";

const MOST = 1_000; // of one request

export const resendOne = (id: string) => post<Resent>("/api/reprocessar", { body: { ids: [id] } });

const resendOldest = () => post<Resent>("/api/reprocessar", { body: {} });

/** Those never sent again come first. `told` hears how many have gone so far. */
export async function resendAll(
  failed: number,
  told: (sent: number) => void,
  send: () => Promise<Resent> = resendOldest,
): Promise<number> {
  let sent = 0;
  for (;;) {
    const { enviados } = await send();
    sent += enviados;
    told(sent);
    if (enviados < MOST || sent >= failed) return sent; // what was sent still counts as failed until it is classified
  }
}
