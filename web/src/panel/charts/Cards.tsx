import { csvName } from "../../shared/csvFile";
import { figures } from "../../shared/snapshot/figures";
import { entries } from "../../shared/snapshot/legends";
import type { Selection } from "../../shared/snapshot/selection";
import { SUMMARIES } from "../../shared/snapshot/summaries";
import { type ChartId, TABLES } from "../../shared/snapshot/tables";
import { Chart } from "../figures/Chart";
import { Signs } from "../figures/Signs";
import { sheetOf } from "../figures/sheet";
import { useModule } from "../figures/useModule";

const NAMES: Record<string, string> = {
  comentarios: "Comentários",
  variacao: "Variação",
  elogios: "Elogios",
  saldo: "Saldo",
};
const WIDE = new Set<ChartId>(["volume", "horarios", "lancamentos"]);
/** Six narrow charts between wide ones fill both two and three columns. */
const ORDER: readonly ChartId[] = [
  "volume",
  "categorias",
  "tags",
  "sentimento",
  "confianca",
  "artistas",
  "semanas",
  "horarios",
  "lancamentos",
];

/** The charts of the public report for a filtered report. */
export function Cards({ selection }: { selection: Selection }) {
  const charts = useModule(() => import("../../shared/charts/index").then((module) => module.CHARTS));
  const signs = figures(selection).map(({ id, value, note }) => ({ id, name: NAMES[id] ?? id, value, note }));
  return (
    <>
      <h2 class="aside">O que os comentários filtrados dizem</h2>
      <Signs label="No período" signs={signs} />
      <div class="figures">
        {ORDER.map((id) => (
          <Card key={id} id={id} selection={selection} draw={charts?.[id] ?? null} />
        ))}
      </div>
    </>
  );
}

type Draw = Parameters<typeof Chart<Selection>>[0]["draw"];

function Card({ id, selection, draw }: { id: ChartId; selection: Selection; draw: Draw }) {
  const title = selection.snapshot.graficos.find((chart) => chart.id === id)?.titulo ?? id;
  const { text, empty } = SUMMARIES[id](selection);
  if (empty)
    return (
      <article class="figure-card">
        <h3>{title}</h3>
        <p class="lede">{text}</p>
      </article>
    );
  return (
    <Chart
      title={title}
      lede={text}
      legend={entries(id, selection)}
      data={selection}
      draw={draw}
      sheet={sheetOf(TABLES[id](selection))}
      file={csvName(id, selection).replace(/\.csv$/, "")}
      wide={WIDE.has(id)}
    />
  );
}
