import { useState } from "preact/hooks";
import { asApiError } from "../api/problem";
import { logout } from "../api/session";
import { Button } from "../components/Button";
import { ROUTES } from "../routes";
import { toast } from "../toasts";
import { ThemeButton } from "./ThemeButton";
import { useUser } from "./user";

const OWN_ACCOUNT = "/painel/conta";

export function AccountMenu() {
  const user = useUser();
  const [leaving, setLeaving] = useState(false);
  const leave = () => {
    setLeaving(true);
    logout().catch((error: unknown) => {
      setLeaving(false);
      toast(asApiError(error).message, { kind: "error" });
    });
  };
  return (
    <div class="account">
      <p class="who">
        {ROUTES.some(({ path }) => path === OWN_ACCOUNT) ? <a href={OWN_ACCOUNT}>{user.email}</a> : user.email}
      </p>
      <p class="role">{user.papel === "admin" ? "Administração" : "Curadoria"}</p>
      <div class="actions">
        <ThemeButton />
        <Button kind="quiet" busy={leaving} onClick={leave}>
          Sair
        </Button>
      </div>
    </div>
  );
}
