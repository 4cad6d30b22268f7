// The four numbers under the headline.

import { change, count, percent, points } from "../formats";
import { BEFORE_PHRASE } from "../words";
import type { Selection } from "./selection";

export interface Figure {
  id: string;
  value: string;
  note: string;
  /** Direction of the change; the sign in the text repeats it. */
  trend: "up" | "down" | "even" | "none";
}

export function figures({ view, choice }: Selection): Figure[] {
  const now = view.resumo;
  const before = BEFORE_PHRASE[choice.period];
  const gain =
    now.parcela_elogios === null || now.parcela_elogios_antes === null
      ? null
      : now.parcela_elogios - now.parcela_elogios_antes;
  return [
    figure(
      "comentarios",
      count(now.comentarios),
      `${count(now.criticas)} ${now.criticas === 1 ? "crítica" : "críticas"}`,
    ),
    now.variacao === null
      ? figure("variacao", "–", "sem comentários no período anterior")
      : figure("variacao", change(now.variacao), `em relação ${before}`, now.variacao),
    figure(
      "elogios",
      percent(now.parcela_elogios),
      gain === null ? `${count(now.elogios)} de ${count(now.comentarios)}` : gainNote(gain, before),
      gain,
    ),
    figure("saldo", points(now.saldo), balanceNote(now.saldo), now.saldo),
  ];
}

function figure(id: string, value: string, note: string, way: number | null = null): Figure {
  const trend = way === null ? "none" : Math.round(way * 100) > 0 ? "up" : Math.round(way * 100) < 0 ? "down" : "even";
  return { id, value, note, trend };
}

function gainNote(gain: number, before: string): string {
  const text = points(gain);
  if (text === "0") return `igual ${before}`;
  return `${text} ${/^.1$/.test(text) ? "ponto" : "pontos"} em relação ${before}`;
}

function balanceNote(balance: number | null): string {
  if (balance === null) return "sem comentários no período";
  return "positivos menos negativos, em cada 100";
}
