import { axisY, barY, gridY, ruleY } from "@observablehq/plot";
import { bucket, comments, compact, count } from "../formats";
import type { VolumeBucket } from "../snapshot/snapshot";
import { CATEGORIES, CATEGORY } from "../words";
import {
  CARD,
  CATEGORY_FILLS,
  columnTargets,
  draw,
  INK,
  LINE,
  label,
  MUTED,
  type Size,
  timeAxis,
  timeFrame,
} from "./drawing";

/** Comments of each hour or day, stacked by category. */
export function volume(rows: VolumeBucket[], unit: string, size: Size, ended = false): SVGSVGElement {
  const { em } = size;
  const total = (row: VolumeBucket) => CATEGORIES.reduce((sum, name) => sum + (row.por_categoria[name] ?? 0), 0);
  const top = Math.max(...rows.map(total), 4);
  const starts = rows.map((row) => row.inicio);
  const parts = rows.flatMap((row) =>
    CATEGORIES.map((category) => ({ start: row.inicio, category, comments: row.por_categoria[category] ?? 0 })),
  );
  return draw({
    ...timeFrame(starts, size),
    y: { domain: [0, top], nice: 4 },
    color: CATEGORY_FILLS,
    marks: [
      gridY({ ticks: 4, stroke: LINE, strokeOpacity: 1 }),
      axisY({ ticks: 4, tickSize: 0, tickFormat: compact, fill: MUTED, fontSize: em * 0.92, label: null }),
      barY(parts, {
        x: "start",
        y: "comments",
        fill: "category",
        order: [...CATEGORIES],
        stroke: CARD,
        strokeWidth: rows.length > 40 ? 0.4 : 0.8,
      }),
      ruleY([0], { stroke: INK }),
      timeAxis(starts, unit, size, ended),
      columnTargets(
        rows,
        (row) => row.inicio,
        [0, top],
        (row) =>
          label(
            bucket(row.inicio, unit),
            comments(total(row)),
            ...CATEGORIES.map((name) => `${CATEGORY[name].many}: ${count(row.por_categoria[name] ?? 0)}`),
          ),
      ),
    ],
  });
}
