// Reads a file or a pasted text into a source.

import { MOST_FILE } from "../limits";
import { readCsv } from "./csv";
import { decode } from "./encoding";
import { readJson, readNdjson, readPasted } from "./json";
import { type Format, type Source, UnreadableSource } from "./source";

export interface Reading {
  name: string;
  text: string;
  source: Source;
  /** The assumed encoding, null when it is certain. */
  guessed: string | null;
  headed: boolean;
}

export const ACCEPTED = ".csv,.tsv,.json,.ndjson,.jsonl,.txt";

const FORMATS: Record<string, Format> = {
  csv: "csv",
  tsv: "csv",
  json: "json",
  ndjson: "ndjson",
  jsonl: "ndjson",
  txt: "texto",
};
const READERS: Record<Format, (text: string) => Source> = {
  csv: readCsv,
  json: readJson,
  ndjson: readNdjson,
  texto: readPasted,
};

/** Raises UnreadableSource. */
export async function readFile(file: File): Promise<Reading> {
  const format = FORMATS[file.name.split(".").pop()?.toLowerCase() ?? ""];
  if (!format) throw new UnreadableSource("Este tipo de arquivo não é lido aqui. Envie .csv, .json, .ndjson ou .txt.");
  if (file.size > MOST_FILE)
    throw new UnreadableSource(`O arquivo tem mais de ${MOST_FILE / 1_000_000} MB. Divida-o e envie as partes.`);
  const { text, guessed } = decode(new Uint8Array(await file.arrayBuffer().catch(() => gone())));
  return checked({ name: file.name, text, guessed, headed: true, source: READERS[actual(format, text)](text) });
}

/** Raises UnreadableSource. */
export function readText(text: string): Reading {
  return checked({ name: "Texto colado", text, guessed: null, headed: true, source: readPasted(text) });
}

/** Reads the same CSV again, with or without a header row. */
export function reread(reading: Reading, headed: boolean): Reading {
  return { ...reading, headed, source: readCsv(reading.text, headed) };
}

function checked(reading: Reading): Reading {
  const { rows, bad } = reading.source;
  if (!rows.length && !bad.length) throw new UnreadableSource("Não há nenhum comentário aqui.");
  return reading;
}

/** Detects NDJSON in files named .json. */
function actual(format: Format, text: string): Format {
  if (format !== "json") return format;
  const [first = "", second = ""] = text.trim().split("\n", 2);
  return /^\s*\{.*\}\s*$/.test(first) && /^\s*\{/.test(second) ? "ndjson" : "json";
}

function gone(): never {
  throw new UnreadableSource("O arquivo não pôde ser lido: ele mudou, foi movido ou não há permissão.");
}
