// Agreement between the model and reviewers, over the reviewed comments.

import { comments, count, percent, ratio } from "../../shared/formats";
import { CATEGORY } from "../../shared/words";
import { get } from "../api/client";
import type { Agreement } from "../api/types";
import { Button } from "../components/Button";
import { Page } from "../components/Page";
import { Empty } from "../components/states/Empty";
import { Failed } from "../components/states/Failed";
import { Loading } from "../components/states/Loading";
import { ExportButton } from "../export/ExportButton";
import { Signs } from "../figures/Signs";
import { useLoad } from "../hooks/load";
import { ByCategory } from "./ByCategory";
import { commonest, strength } from "./figures";
import { Matrix } from "./Matrix";
import "./agreement.css";

const REVIEWED = new URLSearchParams({ revisado: "sim" });

export default function AgreementPage() {
  const { value, error, loading, again } = useLoad((signal) => get<Agreement>("/api/concordancia", { signal }), "");
  const some = value !== null && value.revisados > 0;
  return (
    <Page
      title="Concordância"
      lede="O que o modelo disse, ao lado do que as pessoas decidiram, nos comentários revisados mais recentes (até 2.000)."
      actions={some && <ExportButton filter={REVIEWED}>Exportar as revisões</ExportButton>}
    >
      {error && <Failed error={error} action={<Button onClick={again}>Tentar de novo</Button>} />}
      {!value && loading && <Loading />}
      {value && !some && (
        <Empty title="Ninguém revisou um comentário ainda.">
          <a href="/painel">Revisar comentários</a>
        </Empty>
      )}
      {some && (
        <>
          <Summary agreement={value} />
          <Matrix agreement={value} />
          <ByCategory agreement={value} />
        </>
      )}
    </Page>
  );
}

function Summary({ agreement }: { agreement: Agreement }) {
  const { revisados, iguais, kappa } = agreement;
  const words = strength(kappa);
  const top = commonest(agreement);
  return (
    <section class="agreement" aria-label="Resumo">
      <Signs
        label="Concordância"
        signs={[
          {
            id: "kappa",
            name: "Kappa de Cohen",
            value: kappa === null ? "–" : kappa.toLocaleString("pt-BR", { maximumFractionDigits: 2 }),
            note: words ?? "ainda não se calcula",
          },
          {
            id: "acordo",
            name: "Acordo",
            value: percent(ratio(iguais, revisados)),
            note: `${count(iguais)} de ${count(revisados)}`,
          },
          { id: "revisados", name: "Revisados", value: count(revisados), note: "os mais recentes" },
        ]}
      />
      <p>
        {words
          ? `Concordância ${words}: o kappa desconta os acertos que viriam do acaso; 1 é acordo em tudo, 0 é o do acaso.`
          : "O kappa ainda não diz nada: um dos lados só usou uma categoria. Revise mais comentários."}
        {top &&
          ` A correção mais comum: ${CATEGORY[top.model].one} que virou ${CATEGORY[top.people].one}, em ${comments(top.comments)}.`}
      </p>
    </section>
  );
}
