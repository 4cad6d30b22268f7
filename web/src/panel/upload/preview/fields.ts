// Which column is which field of a comment: guessed from names and values, settled by the curator.

import type { Row, Source } from "../source/source";
import { zoned } from "./dates";

export type Field = "texto" | "artista" | "album" | "musica" | "canal" | "autor" | "publicado_em" | "id";

export type Item = Partial<Record<Field, unknown>>;

/** One entry a column; null: the column is not sent. */
export type Mapping = readonly (Field | null)[];

export const FIELDS: Record<Field, string> = {
  texto: "Texto do comentário",
  artista: "Artista",
  album: "Álbum",
  musica: "Música",
  canal: "Canal",
  autor: "Autor",
  publicado_em: "Publicado em",
  id: "Identificador (UUID)",
};

const NAMES: Record<Field, readonly string[]> = {
  texto: [
    "texto",
    "text",
    "comentario",
    "comment",
    "mensagem",
    "message",
    "conteudo",
    "content",
    "body",
    "avaliacao",
    "review",
  ],
  artista: ["artista", "artist", "banda", "cantor", "cantora"],
  album: ["album", "disco"],
  musica: ["musica", "song", "track", "faixa"],
  canal: ["canal", "channel", "origem", "fonte", "source", "rede"],
  autor: ["autor", "author", "usuario", "user", "username"],
  publicado_em: [
    "publicado_em",
    "published_at",
    "publicado",
    "data",
    "date",
    "data_publicacao",
    "created_at",
    "criado_em",
    "timestamp",
  ],
  id: ["id", "uuid"],
};

const UUID = /^[0-9a-f]{8}(-?)[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{12}$/i;
const LOOKED_AT = 50; // rows whose values say whether a column can be an id or a date

/** A name that fits better comes first in NAMES. Ids and dates that the API would refuse are left alone. */
export function guess({ columns, rows }: Source): Mapping {
  const plain = columns.map(simple);
  const mapping: (Field | null)[] = columns.map(() => null);
  for (const field of Object.keys(NAMES) as Field[]) {
    const at = NAMES[field].map((name) => plain.indexOf(name)).find((found) => found >= 0 && mapping[found] === null);
    if (at !== undefined && plausible(field, at, rows)) mapping[at] = field;
  }
  if (columns.length === 1 && mapping[0] === null) mapping[0] = "texto";
  return mapping;
}

/** Assigns a field to a column; another column with that field loses it. */
export function assigned(mapping: Mapping, column: number, field: Field | null): Mapping {
  return mapping.map((had, n) => (n === column ? field : had === field ? null : had));
}

/** The comment of a row. `common` fills absent fields. */
export function itemOf(row: Row, mapping: Mapping, common: Item = {}): Item {
  const item: Item = {};
  mapping.forEach((field, n) => {
    const value = row.values[n];
    if (!field || value === undefined) return;
    item[field] = field === "publicado_em" && typeof value === "string" ? zoned(value) : value;
  });
  for (const [field, value] of Object.entries(common) as [Field, unknown][])
    if (value && !item[field]) item[field] = value;
  return item;
}

function plausible(field: Field, column: number, rows: readonly Row[]): boolean {
  if (field !== "id" && field !== "publicado_em") return true;
  const values = rows
    .slice(0, LOOKED_AT)
    .map((row) => row.values[column])
    .filter((value) => value !== undefined && value !== "");
  const fits = (value: unknown) =>
    typeof value === "string" && (field === "id" ? UUID.test(value) : /^\d{4}-?\d\d-?\d\dT?/.test(zoned(value)));
  return values.every(fits);
}

/** "Comentário " → "comentario", "Data publicação" → "data_publicacao" */
function simple(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
}
