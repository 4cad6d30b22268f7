// State of a failed comment that was resent to the model.

import type { CommentView } from "../api/types";

/** `waiting`: resent, no result yet; `again`: failed again since. */
export type ResendState = "new" | "waiting" | "again";

export function resendState({ falha, reenviado_em }: Pick<CommentView, "falha" | "reenviado_em">): ResendState {
  if (!reenviado_em || !falha) return "new";
  return Date.parse(falha.em) > Date.parse(reenviado_em) ? "again" : "waiting";
}
