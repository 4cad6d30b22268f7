// The reader's choice of period and artist in the page's query string. Defaults are left out.

import { PERIODS } from "../words";
import type { Period } from "./snapshot";

export interface Choice {
  period: Period;
  artist: string;
}

export const DEFAULTS: Choice = { period: "7d", artist: "todos" };

export function readChoice(search: string): Choice {
  const asked = new URLSearchParams(search);
  const period = PERIODS.find((known) => known === asked.get("periodo"));
  return { period: period ?? DEFAULTS.period, artist: asked.get("artista") || DEFAULTS.artist };
}

/** The query string of a choice, "" for the defaults. Unknown parameters are kept. */
export function writeChoice(choice: Choice, search: string): string {
  const query = new URLSearchParams(search);
  put(query, "periodo", choice.period, DEFAULTS.period);
  put(query, "artista", choice.artist, DEFAULTS.artist);
  return query.size ? `?${query}` : "";
}

function put(query: URLSearchParams, name: string, value: string, normal: string): void {
  if (value === normal) query.delete(name);
  else query.set(name, value);
}
