// Model usage per day, summed over models and prompt versions. Days are in UTC, like the counters.

import type { Cell } from "../../shared/csv";
import { count, day, weekday } from "../../shared/formats";
import type { ModelDay } from "../api/types";
import type { Sheet } from "../figures/sheet";
import { milliseconds, money } from "../quantities";

export interface UsageDay {
  day: string;
  calls: number;
  comments: number;
  tokensIn: number;
  tokensOut: number;
  usd: number;
}

const DAY = 86_400_000;

/** One entry per day since the Monday of the previous week, as in the API. A day without calls has zeros. */
export function byDay(rows: readonly ModelDay[], today: string): UsageDay[] {
  return daysUntil(today).map((day) =>
    summed(
      day,
      rows.filter(({ dia }) => dia === day),
    ),
  );
}

function summed(day: string, rows: readonly ModelDay[]): UsageDay {
  const sum = (pick: (row: ModelDay) => number) => rows.reduce((total, row) => total + pick(row), 0);
  return {
    day,
    calls: sum((row) => row.chamadas),
    comments: sum((row) => row.comentarios),
    tokensIn: sum((row) => row.tokens_entrada),
    tokensOut: sum((row) => row.tokens_saida),
    usd: sum((row) => row.preco_usd),
  };
}

function daysUntil(last: string): string[] {
  const sinceMonday = (new Date(last).getUTCDay() + 6) % 7;
  const first = Date.parse(last) - (sinceMonday + 7) * DAY;
  return Array.from({ length: sinceMonday + 8 }, (_, n) => new Date(first + n * DAY).toISOString().slice(0, 10));
}

/** A calendar day at noon UTC: the same day in São Paulo. */
export const noon = (date: string) => `${date}T12:00:00Z`;

/** "ter, 24 nov" */
export const dayName = (date: string) => `${weekday(noon(date))}, ${day(noon(date))}`;

const dated = { name: "Dia (UTC)", shown: (cell: Cell) => dayName(String(cell)) };
const number = (name: string) => ({ name, numeric: true, shown: (cell: Cell) => count(Number(cell)) });

export function tokensSheet(rows: readonly UsageDay[]): Sheet {
  return {
    columns: [dated, number("Tokens de entrada"), number("Tokens de saída")],
    rows: rows.map((row) => [row.day, row.tokensIn, row.tokensOut]),
  };
}

export function costSheet(rows: readonly UsageDay[]): Sheet {
  return {
    columns: [dated, { name: "Custo em US$", numeric: true, shown: (cell) => money(Number(cell)) }],
    rows: rows.map((row) => [row.day, Number(row.usd.toFixed(6))]),
  };
}

export function callsSheet(rows: readonly UsageDay[]): Sheet {
  return {
    columns: [dated, number("Chamadas"), number("Comentários")],
    rows: rows.map((row) => [row.day, row.calls, row.comments]),
  };
}

/** One row per day, model and prompt version, newest day first. */
export function modelSheet(rows: readonly ModelDay[]): Sheet {
  const time = (name: string) => ({
    name,
    numeric: true,
    shown: (cell: Cell) => milliseconds(cell === null ? null : Number(cell)),
  });
  return {
    columns: [
      dated,
      { name: "Modelo" },
      { name: "Prompt" },
      number("Chamadas"),
      number("Comentários"),
      number("Já conhecidos"),
      number("Tokens de entrada"),
      number("Tokens de saída"),
      time("Latência média"),
      time("Latência p95"),
      { name: "Custo em US$", numeric: true, shown: (cell) => money(Number(cell)) },
    ],
    rows: rows.map((row) => [
      row.dia,
      row.modelo,
      row.versao_prompt,
      row.chamadas,
      row.comentarios,
      row.em_cache,
      row.tokens_entrada,
      row.tokens_saida,
      row.latencia_media_ms,
      row.latencia_p95_ms,
      row.preco_usd,
    ]),
  };
}
