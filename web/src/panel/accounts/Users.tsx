import { useState } from "preact/hooks";
import { fullDate } from "../../shared/formats";
import { get, patch } from "../api/client";
import { asApiError } from "../api/problem";
import { start } from "../api/session";
import type { Role, UserChange, UserList, UserView } from "../api/types";
import { Button } from "../components/Button";
import { Confirm } from "../components/dialogs/Confirm";
import { Record, Records } from "../components/Records";
import { Section } from "../components/Section";
import { Failed } from "../components/states/Failed";
import { Loading } from "../components/states/Loading";
import { useLoad } from "../hooks/load";
import { useUser } from "../shell/user";
import { toast } from "../toasts";
import { ROLE } from "./states";

export function Users() {
  const me = useUser();
  const { value, error, again, put } = useLoad((signal) => get<UserList>("/api/usuarios", { signal }), "");
  const [leaving, setLeaving] = useState<UserView | null>(null);
  const [resigning, setResigning] = useState<UserView | null>(null);

  const change = async (user: UserView, wanted: UserChange) => {
    const changed = await patch<UserView>(`/api/usuarios/${user.id}`, { body: wanted });
    if (user.id === me.id) return start(); // the user's own rights changed
    if (value) put({ usuarios: value.usuarios.map((one) => (one.id === changed.id ? changed : one)) });
  };
  const give = (user: UserView, papel: Role) =>
    change(user, { papel }).then(
      () =>
        toast(`${user.email} agora tem o papel ${ROLE[papel]}.`, {
          action: { name: "Desfazer", run: () => void give({ ...user, papel }, user.papel) },
        }),
      refused,
    );
  const refused = (failed: unknown) => {
    toast(asApiError(failed).message, { kind: "error" });
    again(); // the select shows the choice, not the stored role
  };
  const enable = (user: UserView) =>
    change(user, { ativo: true }).then(() => toast(`${user.email} pode entrar de novo.`), refused);
  const disable = (user: UserView) =>
    change(user, { ativo: false }).then(() => toast(`A conta ${user.email} foi desativada.`));

  return (
    <Section
      title="Contas"
      lede="A mudança vale já na próxima ação da pessoa. Sempre fica pelo menos uma conta ativa de administração."
    >
      {error && !value && <Failed error={error} action={<Button onClick={again}>Tentar de novo</Button>} />}
      {!value && !error && <Loading />}
      {value && (
        <Records label="Contas">
          {value.usuarios.map((user) => (
            <Account
              key={user.id}
              user={user}
              mine={user.id === me.id}
              onRole={(role) => (user.id === me.id ? setResigning(user) : void give(user, role))}
              onDisable={() => setLeaving(user)}
              onEnable={() => void enable(user)}
            />
          ))}
        </Records>
      )}
      {resigning && (
        <Confirm
          title="Deixar a administração?"
          action="Deixar"
          work={() => change(resigning, { papel: "curador" })}
          onClose={() => setResigning(null)}
        >
          <p>Você passa à curadoria agora, e só outra conta de administração pode trazer você de volta.</p>
        </Confirm>
      )}
      {leaving && (
        <Confirm
          title="Desativar esta conta?"
          action="Desativar"
          work={() => disable(leaving)}
          onClose={() => setLeaving(null)}
        >
          <p>
            <strong>{leaving.email}</strong> sai de todas as sessões e não entra mais até ser reativada. O que fez
            continua no histórico.
          </p>
          {leaving.id === me.id && <p>Esta é a sua conta: você também sai agora.</p>}
        </Confirm>
      )}
    </Section>
  );
}

interface Props {
  user: UserView;
  mine: boolean;
  onRole: (role: Role) => void;
  onDisable: () => void;
  onEnable: () => void;
}

function Account({ user, mine, onRole, onDisable, onEnable }: Props) {
  const role = (
    <select
      aria-label={`Papel de ${user.email}`}
      value={user.papel}
      onChange={(event) => onRole(event.currentTarget.value as Role)}
    >
      {Object.entries(ROLE).map(([id, name]) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
  const turn = user.ativo ? (
    <Button aria-label={`Desativar ${user.email}`} onClick={onDisable}>
      Desativar
    </Button>
  ) : (
    <Button aria-label={`Reativar ${user.email}`} onClick={onEnable}>
      Reativar
    </Button>
  );
  return (
    <Record
      name={
        <>
          {user.email}
          {mine && " (você)"}
        </>
      }
      facts={
        <>
          {user.ativo ? "Ativa" : "Desativada"}, criada em {fullDate(user.criado_em)}
        </>
      }
      over={!user.ativo}
      actions={
        <>
          {role}
          {turn}
        </>
      }
    />
  );
}
