// What a file or a pasted text holds, before anybody has said what its columns mean.
export type Format = "csv" | "json" | "ndjson" | "texto";

export interface Row {
  /** As the curator finds it: the spreadsheet's row, the file's line, the item of the list. */
  place: number;
  /** One value a column; undefined where the row has none. */
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

/** Nothing of the file can be read; the message is for the curator. */
export class UnreadableSource extends Error {}

/** "linha 7", "item 3" */
export function placeName(format: Format, place: number): string {
  return `${format === "json" ? "item" : "linha"} ${place}`;
}
