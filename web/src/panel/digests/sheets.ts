// The week's numbers behind each chart.

import type { Cell } from "../../shared/csv";
import { bucket, count, percent, points } from "../../shared/formats";
import { balance } from "../../shared/snapshot/tables";
import { CATEGORIES, CATEGORY, SENTIMENT, SENTIMENTS } from "../../shared/words";
import type { DigestFigures } from "../api/types";
import type { Sheet } from "../figures/sheet";
import { noon } from "./weeks";

const number = (name: string) => ({
  name,
  numeric: true,
  shown: (cell: Cell) => (cell === null ? "–" : count(Number(cell))),
});
const share = (name: string) => ({ name, numeric: true, shown: (cell: Cell) => percent(cell as number | null) });
const dated = { name: "Dia", shown: (cell: Cell) => bucket(noon(String(cell)), "dia") };
const categories = CATEGORIES.map((category) => number(CATEGORY[category].many));
const each = (keys: readonly string[], counts: Record<string, number>) => keys.map((key) => counts[key] ?? 0);

export function categorySheet({ categorias }: DigestFigures): Sheet {
  return {
    columns: [
      { name: "Categoria" },
      number("Comentários"),
      share("Parcela"),
      number("Semana anterior"),
      share("Parcela anterior"),
    ],
    rows: categorias.map((row) => [
      row.categoria,
      row.comentarios,
      row.parcela,
      row.comentarios_antes,
      row.parcela_antes,
    ]),
  };
}

export function volumeSheet({ dias }: DigestFigures): Sheet {
  return {
    columns: [dated, ...categories],
    rows: dias.map((row) => [row.dia, ...each(CATEGORIES, row.por_categoria)]),
  };
}

export function sentimentSheet({ dias }: DigestFigures): Sheet {
  const saldo = { name: "Saldo", numeric: true, shown: (cell: Cell) => points(cell as number | null) };
  return {
    columns: [dated, ...SENTIMENTS.map((one) => number(SENTIMENT[one].many)), saldo],
    rows: dias.map((row) => [row.dia, ...each(SENTIMENTS, row.por_sentimento), balance(row.por_sentimento)]),
  };
}

export function tagSheet({ tags }: DigestFigures): Sheet {
  return {
    columns: [
      { name: "Assunto" },
      { name: "Código" },
      number("Comentários"),
      number("Críticas"),
      number("Semana anterior"),
    ],
    rows: tags.map((row) => [row.nome, row.codigo, row.comentarios, row.criticas, row.comentarios_antes]),
  };
}

export function artistSheet({ artistas }: DigestFigures): Sheet {
  return {
    columns: [{ name: "Artista" }, number("Comentários"), number("Semana anterior"), ...categories],
    rows: artistas.map((row) => [
      row.artista,
      row.comentarios,
      row.comentarios_antes,
      ...each(CATEGORIES, row.por_categoria),
    ]),
  };
}
