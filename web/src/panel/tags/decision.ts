// A decision on a candidate, sent until no comment is left that it has to change.

import { post } from "../api/client";
import type { CandidateDecision, Decided } from "../api/types";

export interface SweepProgress {
  changed: number;
  left: number;
}

type Send = (code: string, decision: CandidateDecision) => Promise<Decided>;

const MOST_IDLE = 3; // rounds in a row that change nothing: others are changing the same comments

/** The API changes some hundreds of comments a request. Raises ApiError; what was changed until then stays. */
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
