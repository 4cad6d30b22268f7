// What has become of a failed comment that was sent to the model again.

import type { CommentView } from "../api/types";

/** `waiting`: sent again, no word yet; `again`: failed once more since. */
export type ResendState = "new" | "waiting" | "again";

export function resendState({ falha, reenviado_em }: Pick<CommentView, "falha" | "reenviado_em">): ResendState {
  if (!reenviado_em || !falha) return "new";
  return Date.parse(falha.em) > Date.parse(reenviado_em) ? "again" : "waiting";
}
