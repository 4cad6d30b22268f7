import { forget } from "../api/session";
import { Button } from "../components/Button";
import { Dialog } from "../components/dialogs/Dialog";
import { LoginForm } from "./LoginForm";

/** Login dialog over the page after the session expired. Pending requests continue after the login. */
export function LoginAgain({ email }: { email: string }) {
  return (
    <Dialog title="Sua sessão terminou">
      <p>Entre de novo para continuar de onde parou.</p>
      <LoginForm known={email} />
      <div class="actions">
        <Button kind="quiet" onClick={forget}>
          Entrar com outra conta
        </Button>
      </div>
    </Dialog>
  );
}
