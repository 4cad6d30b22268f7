import { useState } from "preact/hooks";
import { fullDate } from "../../shared/formats";
import { ROLE } from "../accounts/states";
import { logout } from "../api/session";
import { Button } from "../components/Button";
import { Page } from "../components/Page";
import { Section } from "../components/Section";
import { useSubmit } from "../hooks/submit";
import { useUser } from "../shell/user";
import { toast } from "../toasts";
import { PasswordForm } from "./PasswordForm";

export default function AccountPage() {
  const user = useUser();
  const [round, setRound] = useState(0);
  const leaving = useSubmit(logout);
  const changed = () => {
    toast("Senha trocada. As suas outras sessões foram encerradas.");
    setRound(round + 1); // a new key clears the form
  };
  return (
    <Page title="Minha conta">
      <Section title="Quem sou eu">
        <dl class="facts-list">
          <div>
            <dt>E-mail</dt>
            <dd>{user.email}</dd>
          </div>
          <div>
            <dt>Papel</dt>
            <dd>{ROLE[user.papel]}</dd>
          </div>
          <div>
            <dt>Conta criada em</dt>
            <dd>{fullDate(user.criado_em)}</dd>
          </div>
        </dl>
      </Section>
      <Section title="Trocar a senha" lede="A troca encerra todas as outras sessões desta conta, em qualquer aparelho.">
        <PasswordForm key={round} email={user.email} onChanged={changed} />
      </Section>
      <Section title="Sair" lede="Encerra a sessão neste navegador, em todas as abas.">
        <Button busy={leaving.busy} onClick={leaving.submit}>
          {leaving.busy ? "Saindo…" : "Sair"}
        </Button>
        {leaving.error && (
          <p class="wrong" role="alert">
            {leaving.error.message}
          </p>
        )}
      </Section>
    </Page>
  );
}
