import { useState } from "preact/hooks";
import { remove } from "../api/client";
import type { SavedView } from "../api/types";
import { Button } from "../components/Button";
import { useSubmit } from "../hooks/submit";
import { toast } from "../toasts";

interface Props {
  view: SavedView;
  current: boolean;
  mine: boolean;
  canDelete: boolean;
  onOpen: () => void;
  onDeleted: () => void;
}

export function ViewRow({ view, current, mine, canDelete, onOpen, onDeleted }: Props) {
  const [sure, ask] = useState(false);
  const { submit, busy, error } = useSubmit(async () => {
    await remove(`/api/visoes/${view.id}`);
    toast(`A visão “${view.nome}” foi apagada.`);
    onDeleted();
  });
  return (
    <li>
      <button type="button" class="open" aria-current={current || undefined} onClick={onOpen}>
        {view.nome}
        {!mine && <span class="hint"> de {view.dono}</span>}
      </button>
      {canDelete && (
        <Button
          kind={sure ? "danger" : "quiet"}
          busy={busy}
          aria-label={`${sure ? "Apagar mesmo" : "Apagar"} a visão ${view.nome}`}
          onClick={() => (sure ? submit() : ask(true))}
          onBlur={() => ask(false)}
        >
          {sure ? "Apagar mesmo" : "Apagar"}
        </Button>
      )}
      {error && (
        <p class="wrong" role="alert">
          {error.message}
        </p>
      )}
    </li>
  );
}
