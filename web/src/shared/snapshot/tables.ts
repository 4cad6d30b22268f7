// The numbers of each chart as a table: what "ver como tabela" shows and "baixar CSV" saves.

import type { Cell } from "../csv";
import { bucket, count, percent, points, ratio, weekName, weekStart } from "../formats";
import { CATEGORIES, CATEGORY, SENTIMENT, SENTIMENTS, WEEKDAYS } from "../words";
import type { Selection } from "./selection";

type Kind = "text" | "count" | "share" | "points" | "hora" | "dia" | "week";

export interface Table {
  columns: { name: string; kind: Kind }[];
  rows: Cell[][];
}

const text = (name: string) => ({ name, kind: "text" as const });
const number = (name: string) => ({ name, kind: "count" as const });
const share = (name: string) => ({ name, kind: "share" as const });
const when = (unit: string) => ({
  name: unit === "hora" ? "Hora" : "Dia",
  kind: unit === "hora" ? ("hora" as const) : ("dia" as const),
});
const categories = CATEGORIES.map((category) => number(CATEGORY[category].many));
const sentiments = SENTIMENTS.map((sentiment) => number(SENTIMENT[sentiment].many));
const pick = (keys: readonly string[], counts: Record<string, number>) => keys.map((key) => counts[key] ?? 0);

export const TABLES = {
  categorias: ({ view }) => ({
    columns: [text("Categoria"), number("Comentários"), share("Parcela")],
    rows: view.categorias.map((row) => [row.categoria, row.comentarios, row.parcela]),
  }),
  volume: ({ view, window }) => ({
    columns: [when(window.intervalo), ...categories],
    rows: view.volume.map((row) => [row.inicio, ...pick(CATEGORIES, row.por_categoria)]),
  }),
  tags: ({ scope }) => ({
    columns: [
      text("Assunto"),
      text("Código"),
      number("Comentários"),
      number("Críticas"),
      number("Comentários nas 48 h anteriores"),
      number("Críticas nas 48 h anteriores"),
    ],
    rows: scope.tags.map((row) => [
      row.nome,
      row.codigo,
      row.comentarios,
      row.criticas,
      row.comentarios_antes,
      row.criticas_antes,
    ]),
  }),
  sentimento: ({ view, window }) => ({
    columns: [when(window.intervalo), ...sentiments, { name: "Saldo", kind: "points" }],
    rows: view.sentimento.map((row) => [row.inicio, ...pick(SENTIMENTS, row.por_sentimento), row.saldo]),
  }),
  confianca: ({ view }) => ({
    columns: [
      text("Categoria"),
      number("Comentários"),
      share("Confiança média"),
      ...Array.from({ length: 10 }, (_, bin) => number(`${bin * 10} a ${bin * 10 + 10} %`)),
    ],
    rows: view.confianca.map((row) => [row.categoria, row.comentarios, row.media, ...row.faixas]),
  }),
  artistas: ({ view }) => ({
    columns: [text("Artista"), number("Comentários"), ...categories],
    rows: view.artistas.map((row) => [row.artista, row.comentarios, ...pick(CATEGORIES, row.por_categoria)]),
  }),
  lancamentos: ({ scope }) => ({
    columns: [
      text("Álbum"),
      text("Artista"),
      number("Dias desde a primeira menção"),
      number("Comentários"),
      number("Críticas"),
    ],
    rows: scope.lancamentos.flatMap((release) =>
      release.dias.map((row) => [release.album, release.artista, row.dia, row.comentarios, row.criticas]),
    ),
  }),
  horarios: ({ view }) => ({
    columns: [text("Dia da semana"), ...Array.from({ length: 24 }, (_, hour) => number(`${hour} h`))],
    rows: view.horarios.map((row) => [WEEKDAYS[row.dia_semana - 1] ?? "", ...row.horas]),
  }),
  semanas: ({ scope }) => ({
    columns: [
      { name: "Semana", kind: "week" },
      number("Comentários"),
      ...categories,
      ...sentiments,
      { name: "Saldo", kind: "points" },
    ],
    rows: scope.semanas.map((row) => [
      row.semana,
      row.comentarios,
      ...pick(CATEGORIES, row.por_categoria),
      ...pick(SENTIMENTS, row.por_sentimento),
      balance(row.por_sentimento),
    ]),
  }),
} satisfies Record<string, (selection: Selection) => Table>;

export type ChartId = keyof typeof TABLES;

/** (positive - negative) / all, -1 to 1; null without comments. */
export function balance(counts: Record<string, number>): number | null {
  const [positive = 0, neutral = 0, negative = 0] = pick(SENTIMENTS, counts);
  return ratio(positive - negative, positive + neutral + negative);
}

/** A cell as the page shows it; the CSV keeps the value itself. */
export function shown(cell: Cell, kind: Kind): string {
  if (kind === "share" || kind === "points") return (kind === "share" ? percent : points)(cell as number | null);
  if (typeof cell === "number") return count(cell);
  if (cell === null || kind === "text") return cell ?? "–";
  return kind === "week" ? `${weekName(cell)}, desde ${weekStart(cell)}` : bucket(cell, kind);
}
