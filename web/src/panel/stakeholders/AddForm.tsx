import { useState } from "preact/hooks";
import { post } from "../api/client";
import type { StakeholderView } from "../api/types";
import { Button } from "../components/Button";
import { Field } from "../components/Field";
import { useSubmit } from "../hooks/submit";
import { toast } from "../toasts";

export function AddForm({ onAdded }: { onAdded: () => void }) {
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const { submit, busy, error } = useSubmit(async () => {
    const added = await post<StakeholderView>("/api/stakeholders", { body: { email, nome: name.trim() || null } });
    toast(`${added.email} recebe o próximo resumo.`);
    setEmail("");
    setName("");
    onAdded();
  });
  return (
    <form class="inline" onSubmit={submit}>
      <Field label="E-mail" error={error?.fields.email}>
        {(wiring) => (
          <input
            {...wiring}
            type="email"
            required
            autoComplete="off"
            value={email}
            onInput={(event) => setEmail(event.currentTarget.value)}
          />
        )}
      </Field>
      <Field label="Nome (opcional)" error={error?.fields.nome}>
        {(wiring) => (
          <input
            {...wiring}
            maxLength={100}
            autoComplete="off"
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        )}
      </Field>
      <Button type="submit" kind="primary" busy={busy}>
        {busy ? "Adicionando…" : "Adicionar"}
      </Button>
      {error && (
        <p class="wrong" role="alert">
          {error.message}
        </p>
      )}
    </form>
  );
}
