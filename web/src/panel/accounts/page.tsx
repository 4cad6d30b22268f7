import { Page } from "../components/Page";
import { Invitations } from "./Invitations";
import { SenderTokens } from "./SenderTokens";
import { Users } from "./Users";

export default function AccountsPage() {
  return (
    <Page title="Contas" lede="Quem entra no painel, quem foi convidado, e os serviços que enviam comentários.">
      <Users />
      <Invitations />
      <SenderTokens />
    </Page>
  );
}
