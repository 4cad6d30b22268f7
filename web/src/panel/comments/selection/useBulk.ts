import { CATEGORY } from "../../../shared/words";
import { asApiError } from "../../api/problem";
import type { CommentView, ReviewResult } from "../../api/types";
import { plural } from "../../review/messages";
import type { Reviewing } from "../../review/useReview";
import { toast } from "../../toasts";
import { review } from "../calls";
import type { BulkAction } from "./BulkBar";
import type { RowSelection } from "./useSelection";

const AT_ONCE = 6;

/** Applies one action to the selected comments. Those changed by others meanwhile are skipped and stay selected. */
export function useBulk(
  chosen: readonly CommentView[],
  selection: RowSelection,
  reviewing: Reviewing,
  outdated: (ids: readonly string[]) => void,
) {
  return async (act: BulkAction): Promise<void> => {
    const items = chosen.map(({ id, revisao }) => ({ id, revisao }));
    try {
      const results = await review(act.action, items, act.action === "corrigir" ? { categoria: act.category } : {});
      const right = results.filter(({ ok }) => ok);
      const ids = new Set(right.map(({ id }) => id));
      if (act.action === "reclassificar") {
        if (ids.size) reviewing.awaitModel(chosen.filter(({ id }) => ids.has(id)));
        outdated(results.filter(({ ok }) => !ok).map(({ id }) => id));
      } else {
        outdated(results.map(({ id }) => id));
        const undoable = right.flatMap(({ id, revisao }) => (revisao === null ? [] : [{ id, revisao }]));
        if (undoable.length) reviewing.done(undoable, told(act, undoable.length));
      }
      tellWrong(results.filter(({ ok }) => !ok));
      for (const id of ids) selection.toggle(id, false);
    } catch (error) {
      toast(asApiError(error).message, { kind: "error" });
    }
  };
}

/** Calls `load` for each id, a few in parallel. */
export async function each(ids: readonly string[], load: (id: string) => Promise<void>): Promise<void> {
  const waiting = [...ids];
  const work = async () => {
    for (let id = waiting.shift(); id; id = waiting.shift()) await load(id);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

function told(act: BulkAction, n: number): string {
  if (act.action === "corrigir")
    return `${plural(n, "comentário agora é", "comentários agora são")} ${CATEGORY[act.category].one}`;
  return plural(n, "comentário aceito", "comentários aceitos");
}

function tellWrong(wrong: readonly ReviewResult[]): void {
  if (!wrong.length) return;
  const reasons = [...new Set(wrong.map(({ erro }) => erro))].slice(0, 2).join("; ");
  toast(`${plural(wrong.length, "ficou como estava", "ficaram como estavam")}: ${reasons}.`, { kind: "error" });
}
