import { forget } from "../api/session";
import { Button } from "../components/Button";
import { Dialog } from "../components/dialogs/Dialog";
import { LoginForm } from "./LoginForm";

/** The session ended under somebody's hands: what they were doing stays, and goes on after the password. */
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
