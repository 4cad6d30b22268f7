// Agreement figures and their wording.

import { ratio } from "../../shared/formats";
import type { Category } from "../../shared/snapshot/snapshot";
import { CATEGORIES } from "../../shared/words";
import type { Agreement } from "../api/types";

/** Upper bounds of kappa and their usual names (Landis and Koch, 1977). */
const STEPS: readonly (readonly [number, string])[] = [
  [0, "nenhuma, além do acaso"],
  [0.2, "ligeira"],
  [0.4, "razoável"],
  [0.6, "moderada"],
  [0.8, "substancial"],
  [1, "quase perfeita"],
];

const HEATS = 5; // shades of a cell, above none

export function strength(kappa: number | null): string | null {
  return kappa === null ? null : (STEPS.find(([bound]) => kappa <= bound)?.[1] ?? "quase perfeita");
}

export interface MatrixCell {
  people: Category;
  comments: number;
  /** Share of the row, the comments with this category by the model. */
  share: number | null;
  /** Shade from 0 to HEATS. */
  heat: number;
  agreed: boolean;
}

export interface MatrixRow {
  model: Category;
  total: number;
  cells: readonly MatrixCell[];
}

/** Rows are the model's categories, columns the reviewers'. */
export function matrixRows({ matriz }: Agreement): MatrixRow[] {
  return CATEGORIES.map((model) => {
    const counts = CATEGORIES.map((people) => matriz[model]?.[people] ?? 0);
    const total = counts.reduce((sum, n) => sum + n, 0);
    const cells = CATEGORIES.map((people, n) => cell(people, counts[n] ?? 0, total, people === model));
    return { model, total, cells };
  });
}

function cell(people: Category, comments: number, total: number, agreed: boolean): MatrixCell {
  const share = ratio(comments, total);
  return { people, comments, share, heat: share ? Math.max(1, Math.ceil(share * HEATS)) : 0, agreed };
}

export interface CategoryFigures {
  category: Category;
  model: number;
  people: number;
  agreed: number;
  /** Precision: share of the model's label that reviewers confirmed. */
  kept: number | null;
  /** Recall: share of the reviewers' label that the model had given. */
  found: number | null;
}

export function byCategory({ categorias }: Agreement): CategoryFigures[] {
  return CATEGORIES.flatMap((category) => {
    const row = categorias.find((one) => one.categoria === category);
    if (!row) return [];
    const { do_modelo: model, das_pessoas: people, iguais: agreed } = row;
    return [{ category, model, people, agreed, kept: ratio(agreed, model), found: ratio(agreed, people) }];
  });
}

/** The most frequent correction; null when there is none. */
export function commonest(agreement: Agreement): { model: Category; people: Category; comments: number } | null {
  const wrong = matrixRows(agreement).flatMap(({ model, cells }) =>
    cells.filter((one) => !one.agreed && one.comments).map((one) => ({ model, ...one })),
  );
  const top = wrong.reduce<(typeof wrong)[number] | null>(
    (best, one) => (best && best.comments >= one.comments ? best : one),
    null,
  );
  return top && { model: top.model, people: top.people, comments: top.comments };
}
