// The week's charts: those of the public report where they fit. Loaded apart from the page.
import { barX } from "@observablehq/plot";
import { artists as artistBars } from "../../charts/artists";
import { categories as categoryBars } from "../../charts/categories";
import { draw, fillOf, label, rowLabels, type Size } from "../../charts/draw";
import { sentiment as sentimentColumns } from "../../charts/sentiment";
import { volume as volumeColumns } from "../../charts/volume";
import { change, comments, count, ratio } from "../../formats";
import { balance } from "../../tables";
import { shortTag } from "../../words";
import type { DigestFigures, TagFigure } from "../types";
import { noon } from "./weeks";

const SHOWN = 8; // the table has all of them

export const categories = ({ categorias }: DigestFigures, size: Size) => categoryBars(categorias, size);

export const volume = ({ dias }: DigestFigures, size: Size) =>
  volumeColumns(dias.map(({ dia, por_categoria }) => ({ inicio: noon(dia), por_categoria })), "dia", size, true);

export const sentiment = ({ dias }: DigestFigures, size: Size) =>
  sentimentColumns(dias.map(({ dia, por_sentimento }) => ({ inicio: noon(dia), por_sentimento, saldo: balance(por_sentimento) })), "dia", size, true);

export const artists = ({ artistas }: DigestFigures, size: Size) => artistBars(artistas, size);

/** One bar a subject, with the criticism in it. */
export function tags({ tags: all }: DigestFigures, size: Size): SVGSVGElement {
  const { width, em } = size;
  const rows = all.slice(0, SHOWN);
  const band = em * 3.7;
  const longest = Math.max(...rows.map((row) => row.comentarios), 1);
  const y = (row: TagFigure) => row.codigo;
  const bar = { y, x1: 0, insetTop: em * 1.8, insetBottom: em * 0.8, rx: 2 };
  return draw({
    width,
    height: band * rows.length,
    margin: 0,
    x: { axis: null, domain: [0, longest] },
    y: { axis: null, domain: rows.map(y), padding: 0 },
    marks: [
      barX(rows, { ...bar, x2: "comentarios", fill: "var(--quiet)" }),
      barX(rows, { ...bar, x2: "criticas", fill: fillOf("critica") }),
      rowLabels(rows, { y, band, name: (row) => shortTag(row.nome), value: (row) => `${count(row.comentarios)} · ${trend(row)}` }, size),
      barX(rows, {
        y, x1: 0, x2: longest, fill: "transparent", className: "target",
        ariaLabel: (row: TagFigure) =>
          label(row.nome, comments(row.comentarios), `Críticas entre eles: ${count(row.criticas)}`, row.comentarios_antes !== null && `Na semana anterior: ${count(row.comentarios_antes)}`),
      }),
    ],
  });
}

function trend({ comentarios, comentarios_antes }: TagFigure): string {
  if (comentarios_antes === null) return "antes entre outros";
  const share = ratio(comentarios - comentarios_antes, comentarios_antes);
  return share === null ? "novo" : change(share);
}
