// Failed comments with their reasons and a button to resend them.

import { useState } from "preact/hooks";
import { comments, count } from "../../shared/formats";
import { asApiError } from "../api/problem";
import { Button } from "../components/Button";
import { Page } from "../components/Page";
import { Empty } from "../components/states/Empty";
import { Failed } from "../components/states/Failed";
import { Loading } from "../components/states/Loading";
import { ExportButton } from "../export/ExportButton";
import { useKeptFocus } from "../hooks/focus";
import { toast } from "../toasts";
import { Failure } from "./Failure";
import { resendAll, resendOne } from "./resend";
import { useFailures } from "./useFailures";
import "./failures.css";

const FAILED = new URLSearchParams({ status: "FALHOU" });

export default function FailuresPage() {
  const { value, rows, error, loading, recovered, again, sent: expect, more } = useFailures();
  const [sent, setSent] = useState<number | null>(null); // progress of "resend all"; null when idle
  const total = value?.total ?? 0;
  useKeptFocus();

  const all = () => {
    setSent(0);
    resendAll(total, setSent)
      .then((n) => {
        for (const { id } of rows) expect(id);
        toast(`${comments(n)} ${n === 1 ? "enviado" : "enviados"} de novo ao modelo.`);
      })
      .catch((failed: unknown) => toast(asApiError(failed).message, { kind: "error" }))
      .finally(() => {
        setSent(null);
        again();
      });
  };
  const one = (id: string) =>
    resendOne(id).then(({ enviados }) => {
      if (enviados) expect(id);
      else toast("Este comentário já não estava entre as falhas.");
      again();
    });

  const actions = total > 0 && (
    <>
      <ExportButton filter={FAILED} />
      <Button kind="primary" busy={sent !== null} onClick={all}>
        {sent === null ? `Enviar todos de novo (${count(total)})` : `Enviando… ${count(sent)}`}
      </Button>
    </>
  );
  return (
    <Page
      title="Falhas"
      lede="Comentários que o modelo não conseguiu classificar. Nada se perde: passado o problema, envie-os de novo."
      actions={actions}
    >
      {error && <Failed error={error} action={<Button onClick={again}>Tentar de novo</Button>} />}
      {!value && loading && <Loading />}
      <p class="recovered" role="status">
        {recovered > 0 &&
          `${comments(recovered)} ${recovered === 1 ? "voltou e foi classificado" : "voltaram e foram classificados"}.`}
      </p>
      {value && !rows.length && (
        <Empty title="Nenhuma falha agora.">
          <a href="/painel">Ver os comentários</a>
        </Empty>
      )}
      <ul class="failures">
        {rows.map((row) => (
          <Failure key={row.id} comment={row} onResend={() => one(row.id)} />
        ))}
      </ul>
      {value?.proximo &&
        (rows.length < 200 ? (
          <Button busy={loading} onClick={more}>
            Mostrar mais
          </Button>
        ) : (
          <p class="hint">Há mais {count(total - rows.length)}; os próximos aparecem quando estes forem resolvidos.</p>
        ))}
    </Page>
  );
}
