import { axisX, axisY, gridY, rectY, ruleY, text } from "@observablehq/plot";
import { comments, compact, count, day, percent, ratio } from "../formats";
import type { ReleaseCriticism } from "../snapshot/snapshot";
import { draw, fillOf, INK, LINE, label, MUTED, type Size } from "./drawing";

const SHOWN = 6; // on a phone 4; the table has all of them
const DAYS = 28;

/** One small chart per album: comments and criticism, day by day after the first mention. */
export function releases(all: ReleaseCriticism[], size: Size): SVGSVGElement {
  const { width, em } = size;
  const fit = width < em * 45 ? 1 : width < em * 75 ? 2 : 3;
  const shown = all.slice(0, fit === 1 ? 4 : SHOWN);
  const columns = Math.min(shown.length, fit);
  const lines = Math.ceil(shown.length / columns);
  const place = (n: number) => ({ fx: n % columns, fy: Math.floor(n / columns) });
  const heads = shown.map((release, n) => ({ release, ...place(n) }));
  const rows = shown.flatMap((release, n) => release.dias.map((row) => ({ ...row, release, ...place(n) })));
  const top = Math.max(...rows.map((row) => row.comentarios), 3);
  const bar = {
    fx: "fx",
    fy: "fy",
    x1: "dia",
    x2: (row: { dia: number }) => row.dia + 1,
    insetLeft: 0.5,
    insetRight: 0.5,
  };
  const head = {
    fx: "fx",
    fy: "fy",
    frameAnchor: "top-left" as const,
    textOverflow: "ellipsis" as const,
    lineWidth: width / columns / em - 8,
  };
  return draw({
    width,
    height: lines * em * 15.2,
    marginLeft: em * 3,
    marginRight: em * 0.6,
    marginTop: 0,
    marginBottom: em * 2,
    x: { domain: [0, DAYS] },
    y: { domain: [0, top], insetTop: em * 4.2 },
    fx: { axis: null, padding: 0.1 },
    fy: { axis: null, padding: 0.14 },
    marks: [
      gridY({ ticks: 3, stroke: LINE, strokeOpacity: 1 }),
      rectY(rows, { ...bar, y1: 0, y2: "comentarios", fill: "var(--quiet)" }),
      rectY(rows, { ...bar, y1: 0, y2: "criticas", fill: fillOf("critica") }),
      ruleY([0], { stroke: INK }),
      text(heads, { ...head, text: (d) => d.release.album, dy: em * 0.3, fontSize: em, fontWeight: 600, fill: INK }),
      text(heads, {
        ...head,
        text: (d) => `${d.release.artista}, desde ${day(d.release.primeira_mencao)}`,
        dy: em * 1.7,
        fontSize: em * 0.92,
        fill: MUTED,
      }),
      axisY({ ticks: 3, tickSize: 0, tickFormat: compact, fill: MUTED, fontSize: em * 0.92, label: null }),
      axisX([0, 7, 14, 21, 28], {
        tickSize: 0,
        tickFormat: (d: number) => (d ? String(d) : "dia 0"),
        fill: MUTED,
        fontSize: em * 0.92,
        label: null,
      }),
      rectY(rows, {
        ...bar,
        y1: 0,
        y2: top,
        fill: "transparent",
        className: "target",
        ariaLabel: (row: (typeof rows)[number]) =>
          label(
            `${row.release.album}, dia ${row.dia}`,
            comments(row.comentarios),
            `Críticas: ${count(row.criticas)} (${percent(ratio(row.criticas, row.comentarios))})`,
          ),
      }),
    ],
  });
}
