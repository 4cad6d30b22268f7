import { useState } from "preact/hooks";
import { post, setAccess } from "../api/client";
import { ApiError } from "../api/problem";
import type { SessionView } from "../api/types";
import { Button } from "../components/Button";
import { Field } from "../components/Field";
import { useSubmit } from "../hooks/submit";

interface Props {
  email: string;
  onChanged: () => void;
}

export function PasswordForm({ email, onChanged }: Props) {
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [again, setAgain] = useState("");
  const { submit, busy, error } = useSubmit(async () => {
    if (next !== again) throw new ApiError(0, "senhas_diferentes", "as duas senhas novas não são iguais");
    setAccess(await post<SessionView>("/auth/senha", { body: { senha_atual: current, senha_nova: next } }));
    onChanged();
  });
  const of = (codigo: string) => (error?.codigo === codigo ? error.message : null);
  const [wrong, weak, different] = [of("senha_incorreta"), of("senha_invalida"), of("senhas_diferentes")];
  return (
    <form class="narrow" onSubmit={submit}>
      {/* Password managers need the user name beside the password. */}
      <div class="aside" aria-hidden="true">
        <input type="email" name="email" autoComplete="username" value={email} readOnly tabIndex={-1} />
      </div>
      <Field label="Senha atual" error={wrong}>
        {(wiring) => (
          <input
            {...wiring}
            type="password"
            autoComplete="current-password"
            required
            value={current}
            onInput={(event) => setCurrent(event.currentTarget.value)}
          />
        )}
      </Field>
      <Field label="Senha nova" hint="De 10 a 200 caracteres; uma frase serve bem." error={weak}>
        {(wiring) => (
          <input
            {...wiring}
            type="password"
            autoComplete="new-password"
            required
            value={next}
            onInput={(event) => setNext(event.currentTarget.value)}
          />
        )}
      </Field>
      <Field label="Senha nova, outra vez" error={different}>
        {(wiring) => (
          <input
            {...wiring}
            type="password"
            autoComplete="new-password"
            required
            value={again}
            onInput={(event) => setAgain(event.currentTarget.value)}
          />
        )}
      </Field>
      {error && !wrong && !weak && !different && (
        <p class="wrong" role="alert">
          {error.message}
        </p>
      )}
      <div class="actions">
        <Button type="submit" kind="primary" busy={busy}>
          {busy ? "Trocando…" : "Trocar a senha"}
        </Button>
      </div>
    </form>
  );
}
