// Rows and columns of a file or a pasted text, before columns are mapped to fields.
export type Format = "csv" | "json" | "ndjson" | "texto";

export interface Row {
  /** Row of the spreadsheet, line of the file or item of the JSON list, from 1. */
  place: number;
  /** One value per column; undefined where the row has none. */
  values: readonly unknown[];
}

export interface BadRow {
  place: number;
  field: string | null;
  reason: string;
}

export interface Source {
  format: Format;
  columns: readonly string[];
  rows: readonly Row[];
  /** Rows that could not be read at all. */
  bad: readonly BadRow[];
}

/** The file cannot be read at all; the message is shown to the user. */
export class UnreadableSource extends Error {}

/** "linha 7", "item 3" */
export function placeName(format: Format, place: number): string {
  return `${format === "json" ? "item" : "linha"} ${place}`;
}
