// RFC 4180, and safe to open in a spreadsheet: no text cell is ever read as a formula.
export type Cell = string | number | null;

const MARK = "\ufeff"; // without it Excel reads UTF-8 as Latin-1
const FORMULA = /^[=+\-@\t\r\0]/;

export function csv(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return MARK + [head, ...rows].map((row) => `${row.map(field).join(",")}\r\n`).join("");
}

function field(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
