// The data of a chart as a table and a CSV file.

import type { Cell } from "../../shared/csv";
import { shown as shownCell, type Table } from "../../shared/snapshot/tables";

export interface SheetColumn {
  name: string;
  numeric?: boolean;
  /** How the page writes a cell; the CSV keeps the value itself. */
  shown?: (cell: Cell) => string;
}

export interface Sheet {
  columns: readonly SheetColumn[];
  rows: readonly (readonly Cell[])[];
}

/** Converts a table of the report. */
export function sheetOf({ columns, rows }: Table): Sheet {
  return {
    rows,
    columns: columns.map(({ name, kind }) => ({
      name,
      numeric: !["text", "hora", "dia", "week"].includes(kind),
      shown: (cell: Cell) => shownCell(cell, kind),
    })),
  };
}

export function written(cell: Cell, { shown }: SheetColumn): string {
  if (shown) return shown(cell);
  return cell === null ? "–" : String(cell);
}
