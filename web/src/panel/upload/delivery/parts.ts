// Splits an upload into batches within the API's limits.

import { MOST_BYTES, MOST_ITEMS } from "../limits";
import type { ReadyRow } from "../preview/plan";

export interface Part {
  rows: readonly ReadyRow[];
}

const FRAME = 20; // bytes of `{"comentarios":[]}`, with a margin
const utf8 = new TextEncoder();

export function cut(ready: readonly ReadyRow[], mostItems = MOST_ITEMS, mostBytes = MOST_BYTES): Part[] {
  const parts: Part[] = [];
  let rows: ReadyRow[] = [];
  let bytes = FRAME;
  for (const row of ready) {
    const size = utf8.encode(JSON.stringify(row.item)).length + 1;
    if (rows.length && (rows.length === mostItems || bytes + size > mostBytes)) {
      parts.push({ rows });
      rows = [];
      bytes = FRAME;
    }
    rows.push(row);
    bytes += size;
  }
  if (rows.length) parts.push({ rows });
  return parts;
}

export function body({ rows }: Part): string {
  return JSON.stringify({ comentarios: rows.map((row) => row.item) });
}

/**
 * Idempotency key: the same content, repeated after a failure, a reload or by mistake, is one request.
 * `again` gives a deliberate repetition a key of its own.
 */
export async function key(content: string, again = ""): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", utf8.encode(again + content));
  return `painel-${[...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
