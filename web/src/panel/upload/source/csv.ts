// CSV by the rules of the API: the header decides between comma, semicolon and tab; quotes are checked strictly.

import { parse } from "papaparse";
import { type BadRow, type Row, type Source, UnreadableSource } from "./source";

const DELIMITERS = [",", ";", "\t"] as const;
const QUOTES = "há aspas que não fecham, ou texto depois de aspas fechadas";

/** `headed`: the first row holds the names of the columns. */
export function readCsv(text: string, headed = true): Source {
  const { data, errors } = parse(text.replace(/^\ufeff/, ""), {
    delimiter: delimiter(text),
    newline: text.includes("\n") ? "\n" : "\r",
  });
  const quotes = errors.find((error) => error.type === "Quotes");
  if (quotes)
    throw new UnreadableSource(`O CSV não pôde ser lido: ${QUOTES}, perto da linha ${(quotes.row ?? 0) + 1}.`);
  data.forEach(unreturned);
  const first = data[0] ?? [];
  const columns = headed ? first.map((name) => name.trim()) : first.map((_, n) => `coluna ${n + 1}`);
  const rows: Row[] = [];
  const bad: BadRow[] = [];
  data.forEach((cells, n) => {
    const place = n + 1;
    if ((headed && n === 0) || blank(cells)) return;
    if (cells.length > columns.length) {
      bad.push({ place, field: null, reason: "a linha tem mais colunas do que o cabeçalho" });
    } else {
      rows.push({ place, values: columns.map((_, at) => cells[at] || undefined) }); // an empty cell: no value
    }
  });
  return { format: "csv", columns, rows, bad };
}

/** Removes the CR that the parser leaves when a file mixes CR LF and LF. */
function unreturned(cells: string[]): void {
  const last = cells.length - 1;
  cells[last] = cells[last]?.replace(/\r$/, "") ?? "";
}

function blank(cells: readonly string[]): boolean {
  return cells.length === 1 && cells[0] === "";
}

/** The most frequent delimiter of the first line; the comma when there is none. */
function delimiter(text: string): string {
  const line = text.slice(0, text.search(/[\r\n]|$/));
  const counts = DELIMITERS.map((one) => line.split(one).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ",";
}
