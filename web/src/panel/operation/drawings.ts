// Charts with one column per day. A bundle of its own: the page does not wait for the drawing library.

import { axisY, barY, gridY, ruleY } from "@observablehq/plot";
import {
  columnTargets,
  draw,
  INK,
  LINE,
  label,
  MUTED,
  type Size,
  timeAxis,
  timeFrame,
} from "../../shared/charts/drawing";
import { compact, count } from "../../shared/formats";
import { money } from "../quantities";
import { dayName, noon, type UsageDay } from "./days";

interface Layer {
  name: string;
  fill: string;
  of: (row: UsageDay) => number;
}

interface Columns {
  layers: readonly Layer[];
  /** Numbers on the axis and in the tooltip. */
  short: (value: number) => string;
  full: (value: number) => string;
}

const ROOM = 17; // height in em; three charts share a row

export const INPUT = "var(--quiet)";
export const OUTPUT = "var(--accent)";

export const tokens = columns({
  layers: [
    { name: "Entrada", fill: INPUT, of: (row) => row.tokensIn },
    { name: "Saída", fill: OUTPUT, of: (row) => row.tokensOut },
  ],
  short: compact,
  full: count,
});
export const cost = columns({
  layers: [{ name: "Custo", fill: OUTPUT, of: (row) => row.usd }],
  short: money,
  full: money,
});
export const calls = columns({
  layers: [{ name: "Chamadas", fill: OUTPUT, of: (row) => row.calls }],
  short: compact,
  full: count,
});

function columns({ layers, short, full }: Columns) {
  return (rows: UsageDay[], size: Size): SVGSVGElement => {
    const { em } = size;
    const top = Math.max(...rows.map((row) => layers.reduce((sum, { of }) => sum + of(row), 0))) || 1;
    const parts = rows.flatMap((row) => layers.map(({ name, of }) => ({ at: noon(row.day), name, value: of(row) })));
    const starts = rows.map((row) => noon(row.day));
    return draw({
      ...timeFrame(starts, size),
      height: em * ROOM,
      marginLeft: em * 5,
      y: { domain: [0, top], nice: 4 },
      color: { type: "categorical", domain: layers.map(({ name }) => name), range: layers.map(({ fill }) => fill) },
      marks: [
        gridY({ ticks: 4, stroke: LINE, strokeOpacity: 1 }),
        axisY({ ticks: 4, tickSize: 0, tickFormat: short, fill: MUTED, fontSize: em * 0.92, label: null }),
        barY(parts, { x: "at", y: "value", fill: "name", order: layers.map(({ name }) => name) }),
        ruleY([0], { stroke: INK }),
        timeAxis(starts, "dia", size),
        columnTargets(
          rows,
          (row) => noon(row.day),
          [0, top],
          (row) => label(dayName(row.day), ...layers.map(({ name, of }) => `${name}: ${full(of(row))}`)),
        ),
      ],
    });
  };
}
