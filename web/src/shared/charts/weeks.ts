import { barX } from "@observablehq/plot";
import { change, comments, count, points, ratio, weekName, weekStart } from "../formats";
import type { WeekSummary } from "../snapshot/snapshot";
import { balance } from "../snapshot/tables";
import { CATEGORIES, CATEGORY } from "../words";
import { CARD, CATEGORY_FILLS, draw, label, rowLabels, type Size } from "./drawing";

/** Eight ISO weeks, one bar each, with the total and its change against the week before. */
export function weeks(rows: WeekSummary[], size: Size): SVGSVGElement {
  const { width, em } = size;
  const band = em * 3.8;
  const most = Math.max(...rows.map((row) => row.comentarios), 1);
  const newest = rows.at(-1)?.semana;
  const y = (row: WeekSummary) => row.semana;
  const parts = rows.flatMap((row) =>
    CATEGORIES.map((category) => ({ week: row.semana, category, n: row.por_categoria[category] ?? 0 })),
  );
  const trend = (row: WeekSummary) => {
    const before = rows[rows.indexOf(row) - 1];
    return before?.comentarios && row.semana !== newest
      ? change(ratio(row.comentarios - before.comentarios, before.comentarios))
      : null;
  };
  const state = (row: WeekSummary) => (row.semana === newest ? ", em curso" : "");
  return draw({
    width,
    height: band * rows.length,
    margin: 0,
    x: { axis: null, domain: [0, most] },
    y: { axis: null, domain: rows.map(y), padding: 0 },
    color: CATEGORY_FILLS,
    marks: [
      barX(parts, {
        y: "week",
        x: "n",
        fill: "category",
        order: [...CATEGORIES],
        stroke: CARD,
        strokeWidth: 0.8,
        insetTop: em * 1.8,
        insetBottom: em * 0.8,
      }),
      rowLabels(
        rows,
        {
          y,
          band,
          name: (row) => `${weekName(row.semana)}, desde ${weekStart(row.semana)}${state(row)}`,
          value: (row) => [count(row.comentarios), trend(row)].filter(Boolean).join(" · "),
        },
        size,
      ),
      barX(rows, {
        y,
        x1: 0,
        x2: most,
        fill: "transparent",
        className: "target",
        ariaLabel: (row: WeekSummary) =>
          label(
            `Semana ${weekName(row.semana).slice(1)}, desde ${weekStart(row.semana)}${state(row)}`,
            comments(row.comentarios),
            trend(row) && `${trend(row)} em relação à anterior`,
            ...CATEGORIES.map((name) => `${CATEGORY[name].many}: ${count(row.por_categoria[name] ?? 0)}`),
            `Saldo: ${points(balance(row.por_sentimento))}`,
          ),
      }),
    ],
  });
}
