// One sentence per chart, also read by screen readers. `empty` means that there is nothing to draw.

import { brief, bucket, comments, count, percent, points, ratio, weekName } from "../formats";
import { CATEGORY, PERIOD_PHRASE, shortTag, WEEKDAYS } from "../words";
import type { Selection } from "./selection";
import type { ReleaseCriticism } from "./snapshot";
import { balance, type ChartId } from "./tables";

interface Summary {
  text: string;
  empty: boolean;
}

export const SUMMARIES: Record<ChartId, (selection: Selection) => Summary> = {
  categorias: ({ view, choice }) => {
    const top = best(view.categorias, (row) => row.comentarios);
    return top
      ? some(
          `${CATEGORY[top.categoria].many}: ${percent(top.parcela)} de ${comments(view.resumo.comentarios)} ${PERIOD_PHRASE[choice.period]}.`,
        )
      : nothing(choice.period);
  },
  volume: ({ view, window, choice }) => {
    const size = (row: { por_categoria: Record<string, number> }) => sum(Object.values(row.por_categoria));
    const peak = best(view.volume, size);
    return peak
      ? some(`O ponto mais alto: ${bucket(peak.inicio, window.intervalo)}, com ${comments(size(peak))}.`)
      : nothing(choice.period);
  },
  tags: ({ scope }) => {
    const top = scope.tags[0];
    return top
      ? some(
          `${brief(shortTag(top.nome))}: ${comments(top.comentarios)}, ${count(top.criticas)} ${top.criticas === 1 ? "deles crítica" : "deles críticas"}.`,
        )
      : { text: "Nenhum assunto foi citado nas últimas 48 horas.", empty: true };
  },
  sentimento: ({ view, window, choice }) => {
    const top = best(view.sentimento, (row) => (row.saldo === null ? 0 : row.saldo + 1.01));
    return top
      ? some(
          `Saldo de ${points(view.resumo.saldo)} no período. O melhor momento: ${bucket(top.inicio, window.intervalo)}, com ${points(top.saldo)}.`,
        )
      : nothing(choice.period);
  },
  confianca: ({ view, choice }) => {
    const known = view.confianca.filter((row) => row.media !== null);
    const low = best(known, (row) => 1.01 - (row.media ?? 0));
    const high = best(known, (row) => 0.01 + (row.media ?? 0));
    return low && high
      ? some(
          `O modelo tem mais certeza em ${CATEGORY[high.categoria].many} (média de ${percent(high.media)}) e menos em ${CATEGORY[low.categoria].many} (${percent(low.media)}).`,
        )
      : nothing(choice.period);
  },
  artistas: ({ view, choice }) => {
    const top = view.artistas[0];
    const praised = (row: { por_categoria: Record<string, number>; comentarios: number }) =>
      ratio(row.por_categoria.ELOGIO ?? 0, row.comentarios) ?? 0;
    const loved = best(view.artistas, praised);
    if (!top) return { ...nothing(choice.period), text: `Nenhum artista foi citado ${PERIOD_PHRASE[choice.period]}.` };
    const lead = `${brief(top.artista)} tem mais comentários (${count(top.comentarios)})`;
    return some(
      loved ? `${lead}; ${brief(loved.artista)}, a maior parcela de elogios (${percent(praised(loved))}).` : `${lead}.`,
    );
  },
  lancamentos: ({ scope }) => {
    const top = best(scope.lancamentos, criticisms);
    if (!scope.lancamentos.length)
      return { text: "Nenhum álbum novo foi citado nas últimas oito semanas.", empty: true };
    return some(
      top
        ? `O álbum mais criticado: ${brief(top.album)}, de ${brief(top.artista)}, com ${count(criticisms(top))} ${criticisms(top) === 1 ? "crítica" : "críticas"} em ${top.dias.length} ${top.dias.length === 1 ? "dia" : "dias"}.`
        : "Nenhuma crítica aos álbuns das últimas oito semanas.",
    );
  },
  horarios: ({ view, choice }) => {
    const cells = view.horarios.flatMap((row) => row.horas.map((n, hour) => ({ n, hour, day: row.dia_semana })));
    const top = best(cells, (cell) => cell.n);
    return top
      ? some(`O horário de maior movimento: ${WEEKDAYS[top.day - 1]}, às ${top.hour}\u00a0h, com ${comments(top.n)}.`)
      : nothing(choice.period);
  },
  semanas: ({ scope }) => {
    const [before, last] = scope.semanas.slice(0, -1).slice(-2); // the newest week is still under way
    if (!scope.semanas.some((week) => week.comentarios))
      return { text: "Sem comentários nas últimas oito semanas.", empty: true };
    if (!before || !last) return some("A primeira semana está em curso.");
    const trend = ratio(last.comentarios - before.comentarios, before.comentarios);
    const compared =
      trend === null
        ? ""
        : trend === 0
          ? ", tantos quanto a anterior"
          : `, ${percent(Math.abs(trend))} a ${trend > 0 ? "mais" : "menos"} que a anterior`;
    return some(
      `A ${weekName(last.semana)}, última completa, teve ${comments(last.comentarios)}${compared}; saldo de ${points(balance(last.por_sentimento))}.`,
    );
  },
};

function some(text: string): Summary {
  return { text, empty: false };
}

function nothing(period: keyof typeof PERIOD_PHRASE): Summary {
  return { text: `Sem comentários ${PERIOD_PHRASE[period]}.`, empty: true };
}

/** The row with the highest value above zero, the first of equals. */
function best<Row>(rows: readonly Row[], value: (row: Row) => number): Row | null {
  return rows.reduce<Row | null>((top, row) => (value(row) > (top ? value(top) : 0) ? row : top), null);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}

function criticisms(release: ReleaseCriticism): number {
  return sum(release.dias.map((day) => day.criticas));
}
