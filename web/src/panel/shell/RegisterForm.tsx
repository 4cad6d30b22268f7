import { useState } from "preact/hooks";
import { register } from "../api/session";
import { Button } from "../components/Button";
import { Field } from "../components/Field";
import { useSubmit } from "../hooks/submit";

export function RegisterForm() {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const { submit, busy, error } = useSubmit(() => register(email, password, code.trim()));
  return (
    <form onSubmit={submit}>
      <Field label="E-mail" error={error?.fields.email}>
        {(wiring) => (
          <input
            {...wiring}
            type="email"
            name="email"
            autoComplete="username"
            required
            autoFocus
            value={email}
            onInput={(event) => setEmail(event.currentTarget.value)}
          />
        )}
      </Field>
      <Field label="Senha" hint="De 10 a 200 caracteres; uma frase serve bem." error={error?.fields.senha}>
        {(wiring) => (
          <input
            {...wiring}
            type="password"
            name="senha"
            autoComplete="new-password"
            required
            value={password}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
        )}
      </Field>
      <Field
        label="Código do convite"
        hint="Só não precisa quem tem e-mail de um domínio liberado."
        error={error?.fields.convite}
      >
        {(wiring) => (
          <input
            {...wiring}
            name="convite"
            autoComplete="off"
            spellcheck={false}
            value={code}
            onInput={(event) => setCode(event.currentTarget.value)}
          />
        )}
      </Field>
      {error && (
        <p class="wrong" role="alert">
          {error.message}
        </p>
      )}
      <Button type="submit" kind="primary" busy={busy}>
        {busy ? "Criando a conta…" : "Criar conta"}
      </Button>
    </form>
  );
}
