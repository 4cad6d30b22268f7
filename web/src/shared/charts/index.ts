// All charts by their id in the snapshot. A bundle of its own: the headline does not wait for the drawing library.

import type { Selection } from "../snapshot/selection";
import type { ChartId } from "../snapshot/tables";
import { artists } from "./artists";
import { categories } from "./categories";
import { confidence } from "./confidence";
import type { Size } from "./drawing";
import { hours } from "./hours";
import { releases } from "./releases";
import { sentiment } from "./sentiment";
import { tags } from "./tags";
import { volume } from "./volume";
import { weeks } from "./weeks";

export type Charts = Record<ChartId, (selection: Selection, size: Size) => SVGSVGElement>;

export const CHARTS: Charts = {
  categorias: ({ view }, size) => categories(view.categorias, size),
  volume: ({ view, window }, size) => volume(view.volume, window.intervalo, size),
  tags: ({ scope }, size) => tags(scope.tags, size),
  sentimento: ({ view, window }, size) => sentiment(view.sentimento, window.intervalo, size),
  confianca: ({ view }, size) => confidence(view.confianca, size),
  artistas: ({ view }, size) => artists(view.artistas, size),
  lancamentos: ({ scope }, size) => releases(scope.lancamentos, size),
  horarios: ({ view }, size) => hours(view.horarios, size),
  semanas: ({ scope }, size) => weeks(scope.semanas, size),
};
