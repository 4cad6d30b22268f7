// JSON, a JSON object a line, and plain text with a comment a line.

import { type BadRow, type Row, type Source, UnreadableSource } from "./source";

const NOT_AN_OBJECT = "cada comentário deve ser um objeto com o campo 'texto'";
const MOST_COLUMNS = 40; // of the columns found by chance; a field of ours is never left out
const OURS = new Set(["id", "texto", "text", "artista", "album", "musica", "canal", "autor", "publicado_em"]);

interface Item {
  place: number;
  value: unknown;
}

export function readJson(text: string): Source {
  let body: unknown;
  try {
    body = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (error) {
    const line = /line (\d+)/.exec((error as Error).message)?.[1]; // the browser's own words are English
    throw new UnreadableSource(`O arquivo não é JSON válido${line ? `: o erro está na linha ${line}` : ""}.`);
  }
  const list = isObject(body) && "comentarios" in body ? body.comentarios : body;
  const items = Array.isArray(list) ? list : isObject(list) ? [list] : null;
  if (!items) throw new UnreadableSource('O JSON deve ser um objeto, uma lista ou {"comentarios": [...]}.');
  return table(
    "json",
    items.map((value: unknown, n) => ({ place: n + 1, value })),
    [],
  );
}

export function readNdjson(text: string): Source {
  const items: Item[] = [];
  const bad: BadRow[] = [];
  for (const { place, line } of lines(text)) {
    try {
      items.push({ place, value: JSON.parse(line) });
    } catch {
      bad.push({ place, field: null, reason: "a linha não é JSON válido" });
    }
  }
  return table("ndjson", items, bad);
}

export function readPasted(text: string): Source {
  const rows = lines(text).map(({ place, line }) => ({ place, values: [line.trim()] }));
  return { format: "texto", columns: ["texto"], rows, bad: [] };
}

function lines(text: string): { place: number; line: string }[] {
  return text
    .replace(/^\ufeff/, "")
    .split(/\r\n|\n|\r/)
    .map((line, n) => ({ place: n + 1, line }))
    .filter(({ line }) => line.trim());
}

function table(format: "json" | "ndjson", items: readonly Item[], unread: readonly BadRow[]): Source {
  const objects = items.filter((item): item is { place: number; value: Record<string, unknown> } =>
    isObject(item.value),
  );
  const columns = names(objects.map((item) => item.value));
  const rows: Row[] = objects.map(({ place, value }) => ({
    place,
    values: columns.map((name) => (Object.hasOwn(value, name) ? value[name] : undefined)),
  }));
  const odd = items
    .filter((item) => !isObject(item.value))
    .map(({ place }) => ({ place, field: null, reason: NOT_AN_OBJECT }));
  return { format, columns, rows, bad: [...unread, ...odd].sort((one, other) => one.place - other.place) };
}

function names(objects: readonly Record<string, unknown>[]): string[] {
  const found = new Set<string>();
  for (const object of objects) {
    for (const name of Object.keys(object)) if (OURS.has(name) || found.size < MOST_COLUMNS) found.add(name);
  }
  return [...found];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
