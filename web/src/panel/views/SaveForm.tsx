import { useState } from "preact/hooks";
import { post } from "../api/client";
import type { SavedView } from "../api/types";
import { Button } from "../components/Button";
import { Field } from "../components/Field";
import { useSubmit } from "../hooks/submit";
import { toast } from "../toasts";

/** Saves the current filter under a name. */
export function SaveForm({ query, onSaved }: { query: string; onSaved: () => void }) {
  const [name, setName] = useState("");
  const [team, setTeam] = useState(false);
  const { submit, busy, error } = useSubmit(async () => {
    await post<SavedView>("/api/visoes", { body: { nome: name, consulta: query, da_equipe: team } });
    toast(`A visão “${name.trim()}” foi salva.`);
    setName("");
    onSaved();
  });
  return (
    <form class="save" onSubmit={submit}>
      <h3>Salvar o que está na tela</h3>
      <Field label="Nome" error={error?.fields.nome}>
        {(wiring) => (
          <input
            {...wiring}
            required
            maxLength={100}
            autoComplete="off"
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        )}
      </Field>
      <label class="check">
        <input type="checkbox" checked={team} onChange={(event) => setTeam(event.currentTarget.checked)} />
        Para toda a equipe
      </label>
      {error && !error.fields.nome && (
        <p class="wrong" role="alert">
          {error.message}
        </p>
      )}
      <Button type="submit" kind="primary" busy={busy} disabled={!name.trim()}>
        Salvar
      </Button>
    </form>
  );
}
