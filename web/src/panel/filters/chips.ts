// The active filters in words, each with the filter that remains when it is removed.

import { fullDate } from "../../shared/formats";
import type { Category } from "../../shared/snapshot/snapshot";
import { CATEGORY, SENTIMENT } from "../../shared/words";
import type { Sentiment } from "../api/types";
import { FILTER_NAMES, type Filter, type FilterName } from "./filter";

export interface ChipText {
  id: string;
  text: string;
  without: Filter;
}

const STATUS: Record<string, string> = { PENDENTE: "Pendente", CONCLUIDO: "Classificado", FALHOU: "Falhou" };
const WORDS: Record<FilterName, (value: string) => string> = {
  busca: (value) => `Busca: ${value}`,
  categoria: (value) => CATEGORY[value as Category]?.one ?? value,
  sentimento: (value) => SENTIMENT[value as Sentiment]?.one ?? value,
  status: statusName,
  revisado: (value) => (["true", "sim"].includes(value) ? "Revisado" : "Não revisado"),
  artista: (value) => `Artista: ${value}`,
  album: (value) => `Álbum: ${value}`,
  tag: (value) => `Tag: ${value}`,
  candidata: (value) => `Candidata: ${value}`,
  confianca_min: (value) => `Confiança de ${points(value)} ou mais`,
  confianca_max: (value) => `Confiança até ${points(value)}`,
  de: (value) => `Desde ${day(value)}`,
  ate: (value) => `Até ${day(value)}`,
  modelo: (value) => `Modelo: ${value}`,
  versao_prompt: (value) => `Prompt: ${value}`,
  lote: (value) => `Lote: ${value}`,
};

export function chips(filter: Filter): ChipText[] {
  return FILTER_NAMES.flatMap((name) =>
    filter.getAll(name).map((value) => {
      const without = new URLSearchParams(filter);
      without.delete(name, value);
      return { id: `${name}=${value}`, text: WORDS[name](value), without };
    }),
  );
}

export function statusName(status: string): string {
  return (Object.hasOwn(STATUS, status) && STATUS[status]) || status;
}

function points(value: string): string {
  const share = Number(value);
  return Number.isFinite(share) ? `${Math.round(share * 100)}\u00a0%` : value;
}

/** A day, or the day of a moment, in São Paulo. */
function day(value: string): string {
  const moment = /^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T12:00:00-03:00` : value;
  return Number.isNaN(Date.parse(moment)) ? value : fullDate(moment);
}
