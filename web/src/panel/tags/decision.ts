// Sends a decision on a candidate repeatedly, until all its comments are changed.

import { post } from "../api/client";
import type { CandidateDecision, Decided } from "../api/types";

export interface SweepProgress {
  changed: number;
  left: number;
}

type Send = (code: string, decision: CandidateDecision) => Promise<Decided>;

const MOST_IDLE = 3; // consecutive rounds without a change: the comments are being changed elsewhere

/** The API changes a few hundred comments per request. Raises ApiError; earlier changes stay. */
export async function decide(
  code: string,
  decision: CandidateDecision,
  onProgress: (swept: SweepProgress) => void,
  send: Send = ask,
): Promise<SweepProgress> {
  let changed = 0;
  for (let idle = 0; ; ) {
    const { atualizados, restantes } = await send(code, decision);
    changed += atualizados;
    idle = atualizados ? 0 : idle + 1;
    onProgress({ changed, left: restantes });
    if (!restantes || idle === MOST_IDLE) return { changed, left: restantes };
  }
}

function ask(code: string, decision: CandidateDecision): Promise<Decided> {
  return post<Decided>(`/api/tags/candidatas/${encodeURIComponent(code)}`, { body: decision, timeout: 120_000 });
}
