// The charts of a week, mostly those of the public report. A bundle of its own.

import { artists as artistBars } from "../../shared/charts/artists";
import { categories as categoryBars } from "../../shared/charts/categories";
import type { Size } from "../../shared/charts/drawing";
import { sentiment as sentimentColumns } from "../../shared/charts/sentiment";
import { tagBars } from "../../shared/charts/tags";
import { volume as volumeColumns } from "../../shared/charts/volume";
import { change, count, ratio } from "../../shared/formats";
import { balance } from "../../shared/snapshot/tables";
import type { DigestFigures, TagFigure } from "../api/types";
import { noon } from "./weeks";

export const categories = ({ categorias }: DigestFigures, size: Size) => categoryBars(categorias, size);

export const volume = ({ dias }: DigestFigures, size: Size) =>
  volumeColumns(
    dias.map(({ dia, por_categoria }) => ({ inicio: noon(dia), por_categoria })),
    "dia",
    size,
    true,
  );

export const sentiment = ({ dias }: DigestFigures, size: Size) =>
  sentimentColumns(
    dias.map(({ dia, por_sentimento }) => ({ inicio: noon(dia), por_sentimento, saldo: balance(por_sentimento) })),
    "dia",
    size,
    true,
  );

export const artists = ({ artistas }: DigestFigures, size: Size) => artistBars(artistas, size);

export const tags = ({ tags: all }: DigestFigures, size: Size) =>
  tagBars(
    all,
    size,
    trend,
    (row) => row.comentarios_antes !== null && `Na semana anterior: ${count(row.comentarios_antes)}`,
  );

function trend({ comentarios, comentarios_antes }: TagFigure): string {
  if (comentarios_antes === null) return "antes entre outros";
  const share = ratio(comentarios - comentarios_antes, comentarios_antes);
  return share === null ? "novo" : change(share);
}
