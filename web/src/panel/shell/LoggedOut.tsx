import { useEffect, useState } from "preact/hooks";
import { Brand } from "../components/Brand";
import { Button } from "../components/Button";
import { LoginForm } from "./LoginForm";
import { RegisterForm } from "./RegisterForm";
import { ThemeButton } from "./ThemeButton";

/** Login and registration; the address stays, so the wanted page opens afterwards. */
export function LoggedOut() {
  const [newcomer, setNewcomer] = useState(false);
  useEffect(() => {
    document.title = `${newcomer ? "Criar conta" : "Entrar"} · AluMusic Insights`;
  }, [newcomer]);
  return (
    <main class="alone">
      <Brand href="/" />
      <h1>{newcomer ? "Criar conta" : "Entrar no painel"}</h1>
      {newcomer ? <RegisterForm /> : <LoginForm />}
      <div class="actions">
        <Button kind="quiet" onClick={() => setNewcomer(!newcomer)}>
          {newcomer ? "Já tenho conta" : "Tenho um convite"}
        </Button>
        <ThemeButton />
      </div>
    </main>
  );
}
