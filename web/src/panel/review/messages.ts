// Short messages about review actions.

import { count } from "../../shared/formats";
import { CATEGORY, SENTIMENT } from "../../shared/words";
import type { CommentView } from "../api/types";
import { judgementOf } from "./editor/draft";

/** "Crítica → Elogio", "Tags mudadas", "Aceito como Elogio". */
export function changeSummary(before: CommentView, after: CommentView): string {
  if (!after.categoria || !after.sentimento) return "Salvo";
  if (before.categoria !== after.categoria) {
    const name = CATEGORY[after.categoria].one;
    return before.categoria ? `${CATEGORY[before.categoria].one} → ${name}` : `Classificado como ${name}`;
  }
  if (before.sentimento !== after.sentimento) return `Sentimento: ${SENTIMENT[after.sentimento].one}`;
  const [old, now] = [judgementOf(before).tags, judgementOf(after).tags];
  if (old.length !== now.length || old.some((tag) => !now.includes(tag))) return "Tags mudadas";
  return `Aceito como ${CATEGORY[after.categoria].one}`;
}

/** "1 comentário", "12 comentários" */
export function plural(n: number, one: string, many: string): string {
  return n === 1 ? `1 ${one}` : `${count(n)} ${many}`;
}

/** "12 desfeitos; 1 mudou depois e ficou como está" */
export function undoSummary(n: number, of: number): string {
  const left = of - n;
  if (!left) return "Desfeito";
  return `${plural(n, "desfeito", "desfeitos")}; ${left === 1 ? "1 mudou depois e ficou como está" : `${count(left)} mudaram depois e ficaram como estão`}`;
}
