import { useState } from "preact/hooks";
import { fullDate } from "../../shared/formats";
import { get, post, remove } from "../api/client";
import type { InvitationList, InvitationRequest, InvitationView, NewInvitation, Role } from "../api/types";
import { Button } from "../components/Button";
import { CopyButton } from "../components/CopyButton";
import { Confirm } from "../components/dialogs/Confirm";
import { SecretDialog } from "../components/dialogs/SecretDialog";
import { Field } from "../components/Field";
import { Record, Records } from "../components/Records";
import { Section } from "../components/Section";
import { Failed } from "../components/states/Failed";
import { Loading } from "../components/states/Loading";
import { useLoad } from "../hooks/load";
import { useSubmit } from "../hooks/submit";
import { toast } from "../toasts";
import { inOrder, invitationStanding, ROLE } from "./states";

export function Invitations() {
  const { value, error, again } = useLoad((signal) => get<InvitationList>("/api/convites", { signal }), "");
  const [made, setMade] = useState<NewInvitation | null>(null);
  const [leaving, setLeaving] = useState<InvitationView | null>(null);
  const standing = (row: InvitationView) => invitationStanding(row, Date.now());
  const rows = inOrder(value?.convites ?? [], standing, (row) => row.criado_em);
  const done = (invitation: NewInvitation) => {
    setMade(invitation);
    again();
  };
  const withdraw = (row: InvitationView) =>
    remove(`/api/convites/${row.id}`).then(() => {
      toast("O convite foi retirado.");
      again();
    });

  return (
    <Section title="Convites" lede="Um convite cria uma conta, uma única vez.">
      <InvitationForm onMade={done} />
      {error && !value && <Failed error={error} action={<Button onClick={again}>Tentar de novo</Button>} />}
      {!value && !error && <Loading />}
      {value && !rows.length && <p class="none">Ninguém foi convidado ainda.</p>}
      {rows.length > 0 && (
        <Records label="Convites">
          {rows.map((row) => (
            <Record
              key={row.id}
              name={`${row.email ?? "Qualquer e-mail"} · ${ROLE[row.papel]}`}
              facts={
                <>
                  {standing(row).words}; feito por {row.criado_por} em {fullDate(row.criado_em)}
                </>
              }
              over={!standing(row).open}
              actions={
                !row.usado_por && (
                  <Button
                    aria-label={`Retirar o convite de ${fullDate(row.criado_em)} para ${row.email ?? "qualquer e-mail"}`}
                    onClick={() => setLeaving(row)}
                  >
                    Retirar
                  </Button>
                )
              }
            />
          ))}
        </Records>
      )}
      {made && <Code invitation={made} onClose={() => setMade(null)} />}
      {leaving && (
        <Confirm
          title="Retirar este convite?"
          action="Retirar"
          work={() => withdraw(leaving)}
          onClose={() => setLeaving(null)}
        >
          <p>O código deixa de valer na hora.</p>
        </Confirm>
      )}
    </Section>
  );
}

function InvitationForm({ onMade }: { onMade: (made: NewInvitation) => void }) {
  const [wanted, setWanted] = useState<InvitationRequest>({ papel: "curador", email: "", dias: 7 });
  const { submit, busy, error } = useSubmit(async () => {
    onMade(await post<NewInvitation>("/api/convites", { body: { ...wanted, email: wanted.email?.trim() || null } }));
    setWanted({ papel: "curador", email: "", dias: 7 });
  });
  const set = (change: InvitationRequest) => setWanted({ ...wanted, ...change });
  return (
    <form class="inline" onSubmit={submit}>
      <Field label="E-mail convidado (opcional)" error={error?.fields.email}>
        {(wiring) => (
          <input
            {...wiring}
            type="email"
            autoComplete="off"
            value={wanted.email ?? ""}
            onInput={(event) => set({ email: event.currentTarget.value })}
          />
        )}
      </Field>
      <div class="short">
        <Field label="Papel" error={error?.fields.papel}>
          {(wiring) => (
            <select
              {...wiring}
              value={wanted.papel}
              onChange={(event) => set({ papel: event.currentTarget.value as Role })}
            >
              {Object.entries(ROLE).map(([id, name]) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <div class="short">
        <Field label="Vale por (dias)" error={error?.fields.dias}>
          {(wiring) => (
            <input
              {...wiring}
              type="number"
              min={1}
              max={30}
              required
              value={wanted.dias}
              onInput={(event) => set({ dias: event.currentTarget.valueAsNumber })}
            />
          )}
        </Field>
      </div>
      <Button type="submit" kind="primary" busy={busy}>
        {busy ? "Convidando…" : "Convidar"}
      </Button>
      {error && (
        <p class="wrong" role="alert">
          {error.message}
        </p>
      )}
    </form>
  );
}

function Code({ invitation, onClose }: { invitation: NewInvitation; onClose: () => void }) {
  const message =
    `Você foi convidado para o painel do AluMusic Insights. Abra ${location.origin}/painel, escolha "Tenho um convite" ` +
    `e use o código ${invitation.codigo} até ${fullDate(invitation.expira_em)}.`;
  return (
    <SecretDialog
      title="Convite criado"
      name="código"
      secret={invitation.codigo}
      onClose={onClose}
      actions={<CopyButton text={message} name="mensagem pronta" kind="quiet" />}
    >
      <p class="hint">
        Vale até {fullDate(invitation.expira_em)},{" "}
        {invitation.email ? `só para ${invitation.email}` : "para quem o tiver"}, com o papel {ROLE[invitation.papel]}.
      </p>
    </SecretDialog>
  );
}
