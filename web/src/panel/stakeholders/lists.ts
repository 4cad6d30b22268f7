// Recipient lists: reads a file as text and locates the lines that the API rejected.

import type { ApiError } from "../api/problem";
import type { RejectedLine } from "../api/types";

/** Decodes UTF-8, otherwise Windows-1252, which Brazilian spreadsheets still write. */
export async function textOf(file: Blob): Promise<string> {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** The lines that an error names, with their text from the submitted list. */
export function rejectedLines({ detalhes }: Pick<ApiError, "detalhes">, list: string): RejectedLine[] {
  const texts = list.split(/\r\n|\r|\n/);
  return detalhes.filter(isLine).map((line) => ({ ...line, texto: texts[line.linha - 1]?.trim() ?? "" }));
}

function isLine(detail: unknown): detail is Omit<RejectedLine, "texto"> {
  const found = detail as Partial<RejectedLine> | null;
  return typeof found?.linha === "number" && typeof found.erro === "string";
}
