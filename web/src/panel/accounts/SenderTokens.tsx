import { useState } from "preact/hooks";
import { fullDate } from "../../shared/formats";
import { get, post, remove } from "../api/client";
import type { NewToken, TokenList, TokenView } from "../api/types";
import { Button } from "../components/Button";
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
import { inOrder, tokenStanding } from "./states";

const USUAL_DAYS = 90;

export function SenderTokens() {
  const { value, error, again } = useLoad((signal) => get<TokenList>("/api/tokens", { signal }), "");
  const [made, setMade] = useState<NewToken | null>(null);
  const [leaving, setLeaving] = useState<TokenView | null>(null);
  const standing = (row: TokenView) => tokenStanding(row, Date.now());
  const rows = inOrder(value?.tokens ?? [], standing, (row) => row.emitido_em);
  const done = (token: NewToken) => {
    setMade(token);
    again();
  };
  const revoke = (row: TokenView) =>
    remove(`/api/tokens/${row.id}`).then(() => {
      toast(`O token ${row.nome} foi revogado.`);
      again();
    });

  return (
    <Section
      title="Tokens de remetentes"
      lede="Um serviço envia comentários com um token: POST /api/comentarios, no cabeçalho Authorization."
    >
      <TokenForm onMade={done} />
      {error && !value && <Failed error={error} action={<Button onClick={again}>Tentar de novo</Button>} />}
      {!value && !error && <Loading />}
      {value && !rows.length && <p class="none">Nenhum token foi emitido ainda.</p>}
      {rows.length > 0 && (
        <Records label="Tokens de remetentes">
          {rows.map((row) => (
            <Record
              key={row.id}
              name={row.nome}
              facts={
                <>
                  {standing(row).words}; emitido por {row.emitido_por} em {fullDate(row.emitido_em)}
                </>
              }
              over={!standing(row).open}
              actions={
                standing(row).open && (
                  <Button aria-label={`Revogar o token ${row.nome}`} onClick={() => setLeaving(row)}>
                    Revogar
                  </Button>
                )
              }
            />
          ))}
        </Records>
      )}
      {made && (
        <SecretDialog title={`Token de ${made.nome}`} name="token" secret={made.token} onClose={() => setMade(null)}>
          <p class="hint">
            Vale até {fullDate(made.expira_em)}. Vai no cabeçalho <code>Authorization: Bearer …</code> de cada envio.
          </p>
        </SecretDialog>
      )}
      {leaving && (
        <Confirm
          title="Revogar este token?"
          action="Revogar"
          work={() => revoke(leaving)}
          onClose={() => setLeaving(null)}
        >
          <p>
            Em até um minuto, <strong>{leaving.nome}</strong> não envia mais comentários. O que já enviou fica.
          </p>
        </Confirm>
      )}
    </Section>
  );
}

function TokenForm({ onMade }: { onMade: (made: NewToken) => void }) {
  const [name, setName] = useState("");
  const [days, setDays] = useState(USUAL_DAYS);
  const { submit, busy, error } = useSubmit(async () => {
    onMade(await post<NewToken>("/api/tokens", { body: { nome: name, dias: days } }));
    setName("");
    setDays(USUAL_DAYS);
  });
  return (
    <form class="inline" onSubmit={submit}>
      <Field label="Nome do serviço" error={error?.fields.nome}>
        {(wiring) => (
          <input
            {...wiring}
            required
            maxLength={100}
            autoComplete="off"
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        )}
      </Field>
      <div class="short">
        <Field label="Vale por (dias)" error={error?.fields.dias}>
          {(wiring) => (
            <input
              {...wiring}
              type="number"
              min={1}
              max={366}
              required
              value={days}
              onInput={(event) => setDays(event.currentTarget.valueAsNumber)}
            />
          )}
        </Field>
      </div>
      <Button type="submit" kind="primary" busy={busy}>
        {busy ? "Emitindo…" : "Emitir token"}
      </Button>
      {error && (
        <p class="wrong" role="alert">
          {error.message}
        </p>
      )}
    </form>
  );
}
