import { comments, count } from "../../shared/formats";
import type { LegendEntry } from "../../shared/snapshot/legends";
import { CATEGORY, shortTag } from "../../shared/words";
import type { DigestFigures } from "../api/types";
import { Chart } from "../figures/Chart";
import { CATEGORY_LEGEND } from "../figures/Legend";
import { useModule } from "../figures/useModule";
import { artistSheet, categorySheet, sentimentSheet, tagSheet, volumeSheet } from "./sheets";

const SENTIMENT_LEGEND: readonly LegendEntry[] = [
  { name: "Positivos, para cima", fill: "url(#t-positivo)" },
  { name: "Negativos, para baixo", fill: "url(#t-negativo)" },
  { name: "Saldo", fill: "var(--ink)", shape: "line" },
];
const TAG_LEGEND: readonly LegendEntry[] = [
  { name: "Comentários", fill: "var(--quiet)" },
  { name: "Críticas entre eles", fill: "url(#t-critica)" },
];

export function Charts({ figures }: { figures: DigestFigures }) {
  const drawings = useModule(() => import("./drawings"));
  const { comentarios, categorias, tags, artistas } = figures;
  const [most] = [...categorias].sort((a, b) => b.comentarios - a.comentarios);
  if (!comentarios || !most) return <p class="none">Ninguém comentou nesta semana.</p>;
  const file = (name: string) => `alumusic-${name}-${figures.semana}`;
  return (
    <div class="figures week">
      <Chart
        title="O que os ouvintes expressam"
        lede={`${CATEGORY[most.categoria].many} na frente, com ${comments(most.comentarios)}.`}
        data={figures}
        draw={drawings?.categories ?? null}
        sheet={categorySheet(figures)}
        file={file("categorias")}
      />
      <Chart
        title="Comentários por dia"
        lede={`${count(comentarios)} na semana toda.`}
        legend={CATEGORY_LEGEND}
        data={figures}
        draw={drawings?.volume ?? null}
        sheet={volumeSheet(figures)}
        file={file("volume")}
      />
      <Chart
        title="Saldo de sentimento por dia"
        lede="Positivos menos negativos."
        legend={SENTIMENT_LEGEND}
        data={figures}
        draw={drawings?.sentiment ?? null}
        sheet={sentimentSheet(figures)}
        file={file("sentimento")}
      />
      {tags[0] && (
        <Chart
          title="Assuntos mais citados"
          lede={`${shortTag(tags[0].nome)} na frente.`}
          legend={TAG_LEGEND}
          data={figures}
          draw={drawings?.tags ?? null}
          sheet={tagSheet(figures)}
          file={file("assuntos")}
        />
      )}
      {artistas[0] && (
        <Chart
          title="Categorias por artista"
          lede={`${artistas[0].artista} na frente, com ${comments(artistas[0].comentarios)}.`}
          legend={CATEGORY_LEGEND}
          data={figures}
          draw={drawings?.artists ?? null}
          sheet={artistSheet(figures)}
          file={file("artistas")}
        />
      )}
    </div>
  );
}
