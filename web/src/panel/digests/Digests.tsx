import { useState } from "preact/hooks";
import { change, comments, points } from "../../shared/formats";
import { get } from "../api/client";
import { asApiError } from "../api/problem";
import type { DigestPage, DigestSummary } from "../api/types";
import { Button } from "../components/Button";
import { Page } from "../components/Page";
import { Pager } from "../components/Pager";
import { Empty } from "../components/states/Empty";
import { Failed } from "../components/states/Failed";
import { Loading } from "../components/states/Loading";
import { useLoad } from "../hooks/load";
import { toast } from "../toasts";
import { RemakeButton } from "./RemakeButton";
import { lastEnded, span, weekTitle } from "./weeks";

export function Digests() {
  const first = useLoad((signal) => get<DigestPage>("/api/resumos", { signal }), "");
  const [later, setLater] = useState<DigestPage[]>([]);
  const [fetching, setFetching] = useState(false);
  const pages = first.value ? [first.value, ...later] : [];
  const rows = pages.flatMap((page) => page.resumos);
  const next = pages.at(-1)?.proximo;
  const more = () => {
    setFetching(true);
    get<DigestPage>("/api/resumos", { query: { cursor: next } })
      .then(
        (page) => setLater([...later, page]),
        (error: unknown) => toast(asApiError(error).message, { kind: "error" }),
      )
      .finally(() => setFetching(false));
  };
  const newest = lastEnded(Date.now());
  return (
    <Page
      title="Resumos semanais"
      lede="O que os ouvintes disseram, semana a semana: o texto que vai por e-mail, com os números e os gráficos."
      actions={
        first.value && rows[0]?.semana !== newest && <RemakeButton week={newest} name="Fazer o da semana passada" />
      }
    >
      {first.error && !first.value && (
        <Failed error={first.error} action={<Button onClick={first.again}>Tentar de novo</Button>} />
      )}
      {!first.value && !first.error && <Loading />}
      {first.value && !rows.length && (
        <Empty title="Ainda não há resumos. O primeiro é feito na próxima segunda-feira, às 8 horas." />
      )}
      {rows.length > 0 && (
        <ol class="digests">
          {rows.map((row) => (
            <Week key={row.semana} digest={row} />
          ))}
        </ol>
      )}
      <Pager more={Boolean(next)} loading={fetching} onMore={more} />
    </Page>
  );
}

function Week({ digest: { semana, inicio, fim, comentarios, variacao, saldo, texto } }: { digest: DigestSummary }) {
  return (
    <li>
      <h2>
        <a href={`/painel/resumos/${semana}`}>{weekTitle(semana)}</a>
      </h2>
      <p class="dates">{span(inicio, fim)}</p>
      <p class="sums">
        {comments(comentarios)}
        {variacao !== null && `, ${change(variacao)} em relação à semana anterior`}
        {saldo !== null && `; saldo de sentimento ${points(saldo)}`}
      </p>
      <p class="beginning">{texto}</p>
    </li>
  );
}
