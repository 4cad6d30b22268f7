import { useState } from "preact/hooks";
import type { Category } from "../../../shared/snapshot/snapshot";
import { CATEGORIES, CATEGORY } from "../../../shared/words";
import { Button } from "../../components/Button";
import { plural } from "../../review/messages";

export type BulkAction =
  | { action: "aceitar" }
  | { action: "corrigir"; category: Category }
  | { action: "reclassificar" };

interface Props {
  chosen: number;
  onAct: (action: BulkAction) => Promise<void>;
  onClear: () => void;
}

/** Actions on the selected comments. */
export function BulkBar({ chosen, onAct, onClear }: Props) {
  const [busy, setBusy] = useState(false);
  if (!chosen) return null;
  const act = (action: BulkAction) => {
    setBusy(true);
    void onAct(action).finally(() => setBusy(false));
  };
  return (
    <div class="bulk" role="group" aria-label="Ações sobre os selecionados">
      <b aria-live="polite">{plural(chosen, "selecionado", "selecionados")}</b>
      <button type="button" class="close" aria-label="Limpar a seleção" onClick={onClear}>
        ×
      </button>
      <Button busy={busy} onClick={() => act({ action: "aceitar" })}>
        Aceitar
      </Button>
      <select
        aria-label="Definir a categoria"
        disabled={busy}
        value=""
        onChange={(event) => act({ action: "corrigir", category: event.currentTarget.value as Category })}
      >
        <option value="" disabled>
          Categoria…
        </option>
        {CATEGORIES.map((category) => (
          <option key={category} value={category}>
            {CATEGORY[category].one}
          </option>
        ))}
      </select>
      <Button busy={busy} onClick={() => act({ action: "reclassificar" })}>
        Perguntar ao modelo
      </Button>
    </div>
  );
}
