import { count } from "../../shared/formats";
import type { LegendEntry } from "../../shared/snapshot/legends";
import type { OperationView } from "../api/types";
import { Section } from "../components/Section";
import { Table } from "../components/Table";
import { Chart } from "../figures/Chart";
import { type Sheet, written } from "../figures/sheet";
import { useModule } from "../figures/useModule";
import { money } from "../quantities";
import { byDay, callsSheet, costSheet, modelSheet, tokensSheet } from "./days";

const TOKENS: readonly LegendEntry[] = [
  { name: "Entrada", fill: "var(--quiet)" },
  { name: "Saída", fill: "var(--accent)" },
];

/** Tokens, cost and calls per day, then a table by model and prompt version. */
export function Usage({ view }: { view: OperationView }) {
  const drawings = useModule(() => import("./drawings"));
  const days = byDay(view.modelo_por_dia, view.medido_em.slice(0, 10));
  const sum = (pick: (day: (typeof days)[number]) => number) => days.reduce((total, day) => total + pick(day), 0);
  const period = `em ${days.length} dias`;
  return (
    <Section
      title="Uso do modelo"
      lede="Cada coluna é um dia em UTC. Uma chamada classifica até dez comentários; textos já conhecidos não são perguntados de novo."
    >
      <div class="figures">
        <Chart
          title="Tokens por dia"
          lede={`${count(sum((day) => day.tokensIn + day.tokensOut))} tokens ${period}`}
          legend={TOKENS}
          data={days}
          draw={drawings?.tokens ?? null}
          sheet={tokensSheet(days)}
          file="alumusic-tokens"
        />
        <Chart
          title="Custo por dia"
          lede={`${money(sum((day) => day.usd))} ${period}, pelo preço de tabela`}
          data={days}
          draw={drawings?.cost ?? null}
          sheet={costSheet(days)}
          file="alumusic-custo"
        />
        <Chart
          title="Chamadas por dia"
          lede={`${count(sum((day) => day.calls))} chamadas ${period}`}
          data={days}
          draw={drawings?.calls ?? null}
          sheet={callsSheet(days)}
          file="alumusic-chamadas"
        />
      </div>
      {view.modelo_por_dia.length > 0 && <Models sheet={modelSheet(view.modelo_por_dia)} />}
    </Section>
  );
}

function Models({ sheet }: { sheet: Sheet }) {
  const columns = sheet.columns.map((column, n) => ({
    title: column.name,
    numeric: column.numeric,
    cell: (row: Sheet["rows"][number]) => written(row[n] ?? null, column),
  }));
  return (
    <details class="models">
      <summary>Por modelo e versão do prompt</summary>
      <Table
        caption="Uso por dia, modelo e versão do prompt"
        columns={columns}
        rows={sheet.rows}
        id={(row) => row.slice(0, 3).join(" ")}
      />
    </details>
  );
}
