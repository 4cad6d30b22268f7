import { barX } from "@observablehq/plot";
import { comments, count, percent, ratio } from "../formats";
import type { TagCount } from "../snapshot/snapshot";
import { shortTag } from "../words";
import { draw, fillOf, label, rowLabels, type Size } from "./drawing";

const SHOWN = 8; // the table has all of them

/** The fields of a subject that a bar needs; reports and digests count over different spans. */
type Cited = Pick<TagCount, "codigo" | "nome" | "comentarios" | "criticas">;

/** The subjects of the last 48 hours: all comments, and the criticism among them. */
export const tags = (all: TagCount[], size: Size) =>
  tagBars(
    all,
    size,
    trend,
    (row) => `Nas 48 h anteriores: ${count(row.comentarios_antes)} (${count(row.criticas_antes)} críticas)`,
  );

/** One bar per subject with its criticism; `before` returns the tooltip's line on the previous span. */
export function tagBars<Row extends Cited>(
  all: Row[],
  size: Size,
  trend: (row: Row) => string,
  before: (row: Row) => string | false,
): SVGSVGElement {
  const { width, em } = size;
  const rows = all.slice(0, SHOWN);
  const band = em * 3.7;
  const longest = Math.max(...rows.map((row) => row.comentarios), 1);
  const y = (row: Row) => row.codigo;
  const bar = { y, x1: 0, insetTop: em * 1.8, insetBottom: em * 0.8, rx: 2 };
  return draw({
    width,
    height: band * rows.length,
    margin: 0,
    x: { axis: null, domain: [0, longest] },
    y: { axis: null, domain: rows.map(y), padding: 0 },
    marks: [
      barX(rows, { ...bar, x2: "comentarios", fill: "var(--quiet)" }),
      barX(rows, { ...bar, x2: "criticas", fill: fillOf("critica") }),
      rowLabels(
        rows,
        { y, band, name: (row) => shortTag(row.nome), value: (row) => `${count(row.comentarios)} · ${trend(row)}` },
        size,
      ),
      barX(rows, {
        y,
        x1: 0,
        x2: longest,
        fill: "transparent",
        className: "target",
        ariaLabel: (row: Row) =>
          label(row.nome, comments(row.comentarios), `Críticas entre eles: ${count(row.criticas)}`, before(row)),
      }),
    ],
  });
}

function trend(row: TagCount): string {
  const share = ratio(row.comentarios - row.comentarios_antes, row.comentarios_antes);
  if (share === null) return "novo";
  return share === 0 ? "igual" : `${share > 0 ? "▲" : "▼"} ${percent(Math.abs(share))}`;
}
