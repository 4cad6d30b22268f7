import { barX } from "@observablehq/plot";
import { comments, count, percent } from "../formats";
import type { CategoryShare } from "../snapshot/snapshot";
import { CATEGORIES, CATEGORY } from "../words";
import { CATEGORY_FILLS, draw, label, rowLabels, type Size, TRACK } from "./drawing";

/** One bar per category: number of comments and share of all. */
export function categories(rows: CategoryShare[], size: Size): SVGSVGElement {
  const { width, em } = size;
  const band = em * 5;
  const longest = Math.max(...rows.map((row) => row.comentarios), 1);
  const y = (row: CategoryShare) => row.categoria;
  const bar = { y, insetTop: em * 2, insetBottom: em * 1.2, rx: 2 };
  return draw({
    width,
    height: band * rows.length,
    margin: 0,
    x: { axis: null, domain: [0, longest] },
    y: { axis: null, domain: CATEGORIES, padding: 0 },
    color: CATEGORY_FILLS,
    marks: [
      barX(rows, { ...bar, x1: 0, x2: longest, fill: TRACK }),
      barX(rows, { ...bar, x1: 0, x2: "comentarios", fill: "categoria" }),
      rowLabels(
        rows,
        {
          y,
          band,
          name: (row) => CATEGORY[row.categoria].many,
          value: (row) => `${count(row.comentarios)} · ${percent(row.parcela)}`,
        },
        size,
      ),
      barX(rows, {
        y,
        x1: 0,
        x2: longest,
        fill: "transparent",
        className: "target",
        ariaLabel: (row: CategoryShare) =>
          label(CATEGORY[row.categoria].many, comments(row.comentarios), `${percent(row.parcela)} do período`),
      }),
    ],
  });
}
