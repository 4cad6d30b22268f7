import { useState } from "preact/hooks";
import { login } from "../api/session";
import { Button } from "../components/Button";
import { Field } from "../components/Field";
import { useSubmit } from "../hooks/submit";

/** `known` fixes the e-mail and asks only for the password. */
export function LoginForm({ known }: { known?: string }) {
  const [email, setEmail] = useState(known ?? "");
  const [password, setPassword] = useState("");
  const { submit, busy, error } = useSubmit(() => login(email, password));
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
            readOnly={known !== undefined}
            autoFocus={known === undefined}
            value={email}
            onInput={(event) => setEmail(event.currentTarget.value)}
          />
        )}
      </Field>
      <Field label="Senha" error={error?.fields.senha}>
        {(wiring) => (
          <input
            {...wiring}
            type="password"
            name="senha"
            autoComplete="current-password"
            required
            autoFocus={known !== undefined}
            value={password}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
        )}
      </Field>
      {error && (
        <p class="wrong" role="alert">
          {error.message}
        </p>
      )}
      <Button type="submit" kind="primary" busy={busy}>
        {busy ? "Entrando…" : "Entrar"}
      </Button>
    </form>
  );
}
