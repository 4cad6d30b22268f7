// The API's validation rules that can be checked in the browser. The API may reject more, never less;
// `test/panel/upload/intake.json` is read by the tests of both sides.

import { MOST_CHARACTERS, MOST_FIELD } from "../limits";
import type { Field, Item } from "./fields";

export interface Refusal {
  code: string;
  field: Field;
  reason: string;
}

type Reason = [code: string, reason: string];

const UUID = /^[0-9a-f]{8}(-?)[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{12}$/i;
const UNSTORABLE = /\0|\p{Surrogate}/u;
const NOTHING = /^[^\S\ufeff]*$/; // white space in both JavaScript and Python
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)$/;
const SHORT = ["artista", "album", "musica", "canal", "autor"] as const;
const EARLIEST = Date.UTC(1990, 0, 1);
const AHEAD = 86_400_000; // milliseconds; the API allows ten minutes, but this machine's clock may be wrong

export function refusal(item: Item, now: number): Refusal | null {
  for (const [field, check] of CHECKS) {
    const found = check(item[field], field, now);
    if (found) return { code: found[0], field, reason: found[1] };
  }
  return null;
}

/** An id in canonical form, for comparison; null for none. */
export function plainId(id: unknown): string | null {
  return typeof id === "string" && id ? id.replaceAll("-", "").toLowerCase() : null;
}

type Check = (value: unknown, field: Field, now: number) => Reason | null;

const CHECKS: readonly (readonly [Field, Check])[] = [
  ["id", id],
  ["texto", text],
  ["publicado_em", published],
  ...SHORT.map((field) => [field, short] as const),
];

function id(value: unknown): Reason | null {
  if (value === undefined || value === null || value === "") return null;
  return typeof value === "string" && UUID.test(value) ? null : ["id_invalido", "o id deve ser um UUID"];
}

function text(value: unknown, field: Field): Reason | null {
  if (value === undefined || value === null) return ["texto_ausente", "falta o texto do comentário"];
  const broken = storable(value, field);
  if (broken) return broken;
  if (NOTHING.test(value as string)) return ["texto_vazio", "o texto está vazio"];
  const length = characters((value as string).trim(), MOST_CHARACTERS);
  return length > MOST_CHARACTERS
    ? ["texto_longo", `o texto tem ${length} caracteres; o máximo é ${MOST_CHARACTERS}`]
    : null;
}

function short(value: unknown, field: Field): Reason | null {
  if (value === undefined || value === null) return null;
  const broken = storable(value, field);
  if (broken) return broken;
  const length = characters((value as string).trim().replace(/\s+/g, " "), MOST_FIELD);
  return length > MOST_FIELD ? ["campo_longo", `'${field}' tem ${length} caracteres; o máximo é ${MOST_FIELD}`] : null;
}

function storable(value: unknown, field: Field): Reason | null {
  if (typeof value !== "string") return ["tipo_invalido", `'${field}' deve ser um texto`];
  return UNSTORABLE.test(value) ? ["caractere_invalido", `'${field}' contém um caractere nulo ou inválido`] : null;
}

function published(value: unknown, _: Field, now: number): Reason | null {
  if (value === undefined || value === null || value === "") return null;
  if (typeof value !== "string" || !/^\d{4}/.test(value)) {
    return ["data_invalida", "use ISO 8601 com fuso, por exemplo 2026-05-01T20:30:00-03:00"];
  }
  const at = MOMENT.test(value) ? Date.parse(value) : Number.NaN;
  if (at > now + AHEAD) return ["data_futura", "a data está no futuro"];
  return at < EARLIEST ? ["data_antiga", "a data é anterior a 1990"] : null;
}

/** Length in code points, as the API counts. Exact only near the limit. */
function characters(value: string, most: number): number {
  return value.length > most ? [...value].length : value.length;
}
