import { axisX, rectY, ruleX, ruleY } from "@observablehq/plot";
import { comments, count, percent, ratio } from "../formats";
import type { ConfidenceByCategory } from "../snapshot/snapshot";
import { CATEGORIES, CATEGORY } from "../words";
import { CATEGORY_FILLS, draw, INK, LINE, label, MUTED, rowLabels, type Size } from "./drawing";

/** How sure the model was: for each category the share of its comments in ten bins, and the mean. */
export function confidence(rows: ConfidenceByCategory[], size: Size): SVGSVGElement {
  const { width, em } = size;
  const band = em * 5.68;
  const bins = rows.flatMap((row) =>
    row.faixas.map((n, bin) => ({ category: row.categoria, bin, n, share: ratio(n, row.comentarios) ?? 0 })),
  );
  const top = Math.max(...bins.map((bin) => bin.share), 0.1);
  const bar = {
    fy: "category",
    x1: (d: { bin: number }) => d.bin / 10,
    x2: (d: { bin: number }) => (d.bin + 1) / 10,
    inset: 1,
  };
  return draw({
    width,
    height: band * rows.length + em * 2,
    marginLeft: em * 0.6,
    marginRight: em * 1.4,
    marginTop: 0,
    marginBottom: em * 2,
    x: { domain: [0, 1] },
    y: { axis: null, domain: [0, top], insetTop: em * 2 },
    fy: { axis: null, domain: CATEGORIES, padding: 0 },
    color: CATEGORY_FILLS,
    marks: [
      rectY(bins, { ...bar, y1: 0, y2: "share", fill: "category" }),
      ruleY(rows, { fy: "categoria", y: 0, stroke: LINE }),
      ruleX(
        rows.filter((row) => row.media !== null),
        { fy: "categoria", x: "media", y1: 0, y2: top, stroke: INK, strokeWidth: 2 },
      ),
      rowLabels(
        rows,
        {
          fy: (row) => row.categoria,
          band,
          name: (row) => CATEGORY[row.categoria].many,
          value: (row) =>
            row.media === null
              ? "sem comentários"
              : `média ${percent(row.media)} · ${width > em * 34 ? comments(row.comentarios) : count(row.comentarios)}`,
        },
        size,
      ),
      axisX({ ticks: 5, tickSize: 0, tickFormat: percent, fill: MUTED, fontSize: em * 0.92, label: null }),
      rectY(bins, {
        ...bar,
        y1: 0,
        y2: top,
        fill: "transparent",
        className: "target",
        ariaLabel: (d: (typeof bins)[number]) =>
          label(
            `${CATEGORY[d.category].many}, confiança de ${d.bin * 10} a ${d.bin * 10 + 10} %`,
            comments(d.n),
            `${percent(d.share)} da categoria`,
          ),
      }),
    ],
  });
}
