import { axisY, barY, dot, gridY, line, ruleY } from "@observablehq/plot";
import { bucket, comments, count, percent, points, ratio } from "../formats";
import type { SentimentBucket } from "../snapshot/snapshot";
import { SENTIMENT, SENTIMENTS } from "../words";
import { CARD, columnTargets, draw, fillOf, INK, LINE, label, MUTED, type Size, timeAxis, timeFrame } from "./drawing";

/** Positive share upwards, negative share downwards, and the balance between them as a line. */
export function sentiment(rows: SentimentBucket[], unit: string, size: Size, ended = false): SVGSVGElement {
  const { em } = size;
  const total = (row: SentimentBucket) => SENTIMENTS.reduce((sum, name) => sum + (row.por_sentimento[name] ?? 0), 0);
  const share = (name: string) => (row: SentimentBucket) => ratio(row.por_sentimento[name] ?? 0, total(row)) ?? 0;
  const up = share("POSITIVO");
  const down = share("NEGATIVO");
  const reach = Math.max(0.2, ...rows.map((row) => Math.max(up(row), down(row)))) * 1.08;
  const starts = rows.map((row) => row.inicio);
  const bar = { x: "inicio", y1: 0, rx: 1 };
  return draw({
    ...timeFrame(starts, size),
    y: { domain: [-reach, reach] },
    marks: [
      gridY({ ticks: 5, stroke: LINE, strokeOpacity: 1 }),
      axisY({
        ticks: 5,
        tickSize: 0,
        tickFormat: (v: number) => percent(Math.abs(v)),
        fill: MUTED,
        fontSize: em * 0.92,
        label: null,
      }),
      barY(rows, { ...bar, y2: up, fill: fillOf("positivo") }),
      barY(rows, { ...bar, y2: (row: SentimentBucket) => -down(row), fill: fillOf("negativo") }),
      ruleY([0], { stroke: INK }),
      line(rows, { x: "inicio", y: "saldo", stroke: CARD, strokeWidth: 5, strokeLinejoin: "round" }),
      line(rows, { x: "inicio", y: "saldo", stroke: INK, strokeWidth: 2, strokeLinejoin: "round" }),
      dot(rows, { x: "inicio", y: "saldo", r: rows.length > 28 ? 2.2 : 4, fill: INK, stroke: CARD, strokeWidth: 1.5 }),
      timeAxis(starts, unit, size, ended),
      columnTargets(
        rows,
        (row) => row.inicio,
        [-reach, reach],
        (row) =>
          label(
            bucket(row.inicio, unit),
            row.saldo === null ? "Sem comentários" : `Saldo: ${points(row.saldo)}`,
            ...SENTIMENTS.map(
              (name) =>
                `${SENTIMENT[name].many}: ${count(row.por_sentimento[name] ?? 0)} (${percent(share(name)(row))})`,
            ),
            comments(total(row)),
          ),
      ),
    ],
  });
}
