// Legends of the charts. Each entry shows texture and colour, in stacking order.

import { count } from "../formats";
import { node, svgNode } from "../nodes";
import { CATEGORIES, CATEGORY } from "../words";
import type { Selection } from "./selection";
import type { ChartId } from "./tables";

export interface LegendEntry {
  name: string;
  fill: string;
  shape?: "line" | "square";
  /** Side of the square, 0 to 1. */
  side?: number;
}

const categories: LegendEntry[] = CATEGORIES.map((name) => texture(CATEGORY[name].many, CATEGORY[name].slug));
const criticism = [{ name: "Comentários", fill: "var(--quiet)" }, texture("Críticas entre eles", "critica")];

const LEGENDS: Partial<Record<ChartId, (selection: Selection) => LegendEntry[]>> = {
  volume: () => categories,
  artistas: () => categories,
  semanas: () => categories,
  tags: () => criticism,
  lancamentos: () => criticism,
  sentimento: () => [
    texture("Positivos, para cima", "positivo"),
    texture("Negativos, para baixo", "negativo"),
    { name: "Saldo", fill: "var(--ink)", shape: "line" },
  ],
  confianca: () => [
    { name: "Parcela da categoria em cada faixa de confiança", fill: "var(--quiet)" },
    { name: "Média", fill: "var(--ink)", shape: "line" },
  ],
  horarios: heat,
};

export function entries(id: ChartId, selection: Selection): LegendEntry[] {
  return LEGENDS[id]?.(selection) ?? [];
}

export function legend(id: ChartId, selection: Selection): HTMLLIElement[] {
  return entries(id, selection).map((entry) => node("li", {}, swatch(entry), entry.name));
}

function texture(name: string, slug: string): LegendEntry {
  return { name, fill: `url(#t-${slug})` };
}

function heat({ view }: Selection): LegendEntry[] {
  const steps = 5;
  const most = Math.max(...view.horarios.flatMap((row) => row.horas), 0);
  const from = (n: number) => Math.floor(((n - 1) * most) / steps) + 1;
  const to = (n: number) => Math.floor((n * most) / steps);
  return Array.from({ length: steps }, (_, n) => n + 1)
    .filter((n) => from(n) <= to(n))
    .map((n) => ({
      name: from(n) === to(n) ? count(to(n)) : `${count(from(n))}–${count(to(n))}`,
      fill: `var(--heat-${n})`,
      side: 0.4 + (0.6 * n) / steps,
    }));
}

function swatch({ fill, shape = "square", side = 1 }: LegendEntry): SVGElement {
  const at = String(6 - 6 * side);
  const size = String(12 * side);
  const mark =
    shape === "line"
      ? svgNode("rect", { x: "0", y: "5", width: "12", height: "2", fill })
      : svgNode("rect", { x: at, y: at, width: size, height: size, rx: "1", fill });
  return svgNode("svg", { viewBox: "0 0 12 12", class: "swatch", "aria-hidden": "true" }, mark);
}
