import { axisX, axisY, cell } from "@observablehq/plot";
import { comments } from "../formats";
import type { WeekdayHours } from "../snapshot/snapshot";
import { WEEKDAYS } from "../words";
import { draw, label, MUTED, type Size, TRACK } from "./drawing";

const STEPS = 5;

/** Weekday by hour: the more comments, the larger and the deeper the square. */
export function hours(rows: WeekdayHours[], size: Size): SVGSVGElement {
  const { width, em } = size;
  const left = em * 3.4;
  const side = (width - left) / 24;
  const band = Math.max(side, em * 3.4);
  const cells = rows.flatMap((row) => row.horas.map((n, hour) => ({ day: row.dia_semana, hour, n })));
  const most = Math.max(...cells.map((one) => one.n), 1);
  const at = { x: "hour", y: "day" };
  return draw({
    width,
    height: band * 7 + em * 2.2,
    marginLeft: left,
    marginRight: 0,
    marginTop: 0,
    marginBottom: em * 2.2,
    x: { type: "band", domain: Array.from({ length: 24 }, (_, hour) => hour), padding: 0.08 },
    y: { type: "band", domain: [1, 2, 3, 4, 5, 6, 7], padding: 0.08 },
    marks: [
      cell(cells, { ...at, fill: TRACK, rx: 2 }),
      Array.from({ length: STEPS }, (_, n) =>
        cell(
          cells.filter((one) => step(one.n, most) === n + 1),
          {
            ...at,
            fill: `var(--heat-${n + 1})`,
            inset: (side * (STEPS - 1 - n)) / (STEPS * 2.6),
            rx: 2,
          },
        ),
      ),
      axisX([0, 3, 6, 9, 12, 15, 18, 21], {
        tickSize: 0,
        tickFormat: (h: number) => `${h}\u00a0h`,
        fill: MUTED,
        fontSize: em * 0.92,
        label: null,
      }),
      axisY({
        tickSize: 0,
        tickFormat: (d: number) => (WEEKDAYS[d - 1] ?? "").slice(0, 3),
        fill: MUTED,
        fontSize: em * 0.92,
        label: null,
      }),
      cell(cells, {
        ...at,
        fill: "transparent",
        className: "target",
        ariaLabel: (one: (typeof cells)[number]) => label(`${WEEKDAYS[one.day - 1]}, ${one.hour} h`, comments(one.n)),
      }),
    ],
  });
}

/** 0 for none, then 1 to STEPS in equal parts of the highest. */
function step(n: number, most: number): number {
  return Math.ceil((n / most) * STEPS);
}
