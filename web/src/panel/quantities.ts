// Durations and amounts of money in words.

import { count } from "../shared/formats";

const dollars = new Intl.NumberFormat("pt-BR", {
  style: "currency",
  currency: "USD",
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});
const small = new Intl.NumberFormat("pt-BR", { style: "currency", currency: "USD", maximumSignificantDigits: 2 });

/** 40 → "40 s", 200 → "3 min", 7300 → "2 h", 200000 → "2 dias". */
export function duration(seconds: number): string {
  if (seconds < 60) return `${count(Math.floor(seconds))} s`;
  if (seconds < 3_600) return `${count(Math.floor(seconds / 60))} min`;
  if (seconds < 172_800) return `${count(Math.floor(seconds / 3_600))} h`;
  return `${count(Math.floor(seconds / 86_400))} dias`;
}

export function milliseconds(time: number | null): string {
  if (time === null) return "–";
  if (time < 1_000) return `${count(Math.round(time))} ms`;
  return `${(time / 1_000).toLocaleString("pt-BR", { maximumFractionDigits: 1 })} s`;
}

/** Amounts below one cent keep two significant digits. */
export function money(usd: number): string {
  return usd > 0 && usd < 0.01 ? small.format(usd) : dollars.format(usd);
}
