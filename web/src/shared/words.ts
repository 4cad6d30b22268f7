// Every name the page shows for a value of the snapshot, and the order things are drawn in.

import type { Category, Period } from "./snapshot/snapshot";

export type Sentiment = "POSITIVO" | "NEUTRO" | "NEGATIVO";

export const CATEGORIES: readonly Category[] = ["ELOGIO", "SUGESTÃO", "DÚVIDA", "SPAM", "CRÍTICA"];
export const SENTIMENTS: readonly Sentiment[] = ["POSITIVO", "NEUTRO", "NEGATIVO"];
export const PERIODS: readonly Period[] = ["24h", "7d", "30d", "8s"];

interface Look {
  one: string;
  many: string;
  /** Name of the CSS custom property and of the SVG pattern. */
  slug: string;
}

export const CATEGORY: Record<Category, Look> = {
  ELOGIO: { one: "Elogio", many: "Elogios", slug: "elogio" },
  SUGESTÃO: { one: "Sugestão", many: "Sugestões", slug: "sugestao" },
  DÚVIDA: { one: "Dúvida", many: "Dúvidas", slug: "duvida" },
  SPAM: { one: "Spam", many: "Spam", slug: "spam" },
  CRÍTICA: { one: "Crítica", many: "Críticas", slug: "critica" },
};

export const SENTIMENT: Record<Sentiment, Look> = {
  POSITIVO: { one: "Positivo", many: "Positivos", slug: "positivo" },
  NEUTRO: { one: "Neutro", many: "Neutros", slug: "neutro" },
  NEGATIVO: { one: "Negativo", many: "Negativos", slug: "negativo" },
};

export const WEEKDAYS = ["segunda", "terça", "quarta", "quinta", "sexta", "sábado", "domingo"];

export const PERIOD_PHRASE: Record<Period, string> = {
  "24h": "nas últimas 24 horas",
  "7d": "nos últimos 7 dias",
  "30d": "nos últimos 30 dias",
  "8s": "nas últimas 8 semanas",
};

export const BEFORE_PHRASE: Record<Period, string> = {
  "24h": "às 24 horas anteriores",
  "7d": "aos 7 dias anteriores",
  "30d": "aos 30 dias anteriores",
  "8s": "às 8 semanas anteriores",
};

/** "Letra da música: versos, rimas, mensagem" → "Letra da música". */
export function shortTag(name: string): string {
  return name.split(":")[0]?.trim() || name;
}
