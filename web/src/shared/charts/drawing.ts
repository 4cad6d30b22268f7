// Shared by all charts: a frame that complies with the CSP, fills, labels and the invisible tooltip targets.

import { axisX, barY, type Markish, type PlotOptions, plot, text } from "@observablehq/plot";
import { day, hour, weekday } from "../formats";
import { CATEGORIES, CATEGORY } from "../words";

export interface Size {
  width: number;
  /** Font size of the page's small text in pixels; charts scale with it. */
  em: number;
}

const FEW = 10; // up to this many buckets, a label may have two lines

export const INK = "var(--ink)";
export const MUTED = "var(--muted)";
export const LINE = "var(--line)";
export const TRACK = "var(--track)";
export const CARD = "var(--card)";

export const fillOf = (slug: string) => `url(#t-${slug})`;

/** A colour scale that also carries a texture each. */
export const CATEGORY_FILLS = {
  type: "categorical" as const,
  domain: [...CATEGORIES],
  range: CATEGORIES.map((category) => fillOf(CATEGORY[category].slug)),
};

export function draw(options: PlotOptions): SVGSVGElement {
  const svg = plot(options) as SVGSVGElement;
  svg.querySelector("style")?.remove(); // the CSP allows no style element; shared/styles/plot.css has its rules
  for (const name of ["font-family", "font-size"]) svg.removeAttribute(name);
  svg.setAttribute("aria-hidden", "true"); // the frame around it carries the description
  return svg;
}

/** Lines of a tooltip; the first is its heading. */
export function label(...lines: (string | false | null)[]): string {
  return lines.filter(Boolean).join("\n");
}

interface RowText<Row> {
  /** Position of the row: a band of y, or a facet. */
  y?: (row: Row) => string;
  fy?: (row: Row) => string;
  name: (row: Row) => string;
  value: (row: Row) => string;
  band: number;
}

/** Name (left) and value (right) above each bar, so that long names fit on a phone. */
export function rowLabels<Row>(
  rows: Row[],
  { y, fy, name, value, band }: RowText<Row>,
  { width, em }: Size,
): Markish[] {
  const place = {
    y,
    fy,
    dy: em * 0.95 - (fy ? 0 : band / 2),
    fontSize: em,
    lineAnchor: fy ? ("top" as const) : ("middle" as const),
  };
  const widest = Math.max(...rows.map((row) => value(row).length), 0);
  const room = Math.max(width / em - widest * 0.62 - 1.5, 4) * 0.9; // Plot underestimates the width of bold letters
  return [
    text(rows, {
      ...place,
      text: name,
      frameAnchor: fy ? "top-left" : "left",
      textAnchor: "start",
      fill: INK,
      fontWeight: 600,
      lineWidth: room,
      textOverflow: "ellipsis",
    }),
    text(rows, { ...place, text: value, frameAnchor: fy ? "top-right" : "right", textAnchor: "end", fill: MUTED }),
  ];
}

/** Invisible tooltip targets: one full-height column per bucket. */
export function columnTargets<Row>(
  rows: Row[],
  x: (row: Row) => string,
  y: [number, number],
  say: (row: Row) => string,
): Markish {
  return barY(rows, { x, y1: y[0], y2: y[1], fill: "transparent", ariaLabel: say, className: "target" });
}

/** Labels under the buckets, as many as fit. The newest reads "agora" or "hoje", unless all buckets have `ended`. */
export function timeAxis(starts: string[], unit: string, { width, em }: Size, ended = false): Markish {
  const room = unit === "hora" ? 4 : 5; // of one label, in em
  const step = Math.max(1, Math.ceil((starts.length * room * em) / (width - 4 * em)));
  const ticks = starts.filter((_, n) => (starts.length - 1 - n) % step === 0);
  const newest = ended ? null : starts.at(-1);
  const format = (start: string) => {
    if (unit === "hora") return start === newest ? "agora" : hour(start);
    const name = start === newest ? "hoje" : weekday(start);
    return starts.length > FEW ? (start === newest ? name : day(start)) : `${name}\n${day(start)}`;
  };
  return axisX(ticks, {
    tickSize: 0,
    tickPadding: em * 0.5,
    tickFormat: format,
    fill: MUTED,
    fontSize: em * 0.92,
    label: null,
  });
}

/** The frame of a chart over time, its band of buckets and the room for their labels. */
export function timeFrame(starts: string[], { width, em }: Size) {
  return {
    width,
    height: em * 25,
    marginLeft: em * 3.6,
    marginRight: 0,
    marginTop: em * 0.8,
    marginBottom: em * (starts.length > FEW ? 2.2 : 3.2),
    x: { type: "band" as const, domain: starts, padding: starts.length > 28 ? 0.12 : 0.24 },
  };
}
