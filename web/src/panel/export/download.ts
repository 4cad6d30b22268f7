// An export from the API to a sink, as it comes. No more of it is held than the piece that just arrived.

import { type FileFormat, RowCounter } from "./rowCounter";
import type { Sink } from "./sinks";

export interface ExportProgress {
  rows: number;
  bytes: number;
  /** As the API counted when it began; null where only reading every row could tell. */
  total: number | null;
}

/** Raises what broke it off, after the sink has forgotten the file. */
export async function download(
  response: Response,
  format: FileFormat,
  sink: Sink,
  onProgress: (progress: ExportProgress) => void,
): Promise<ExportProgress> {
  const counter = new RowCounter(format);
  const total = totalOf(response.headers.get("X-Total-Count"));
  let bytes = 0;
  const progress = (): ExportProgress => ({ rows: counter.rows, bytes, total });
  try {
    for await (const piece of pieces(response)) {
      counter.add(piece);
      bytes += piece.length;
      await sink.write(piece);
      onProgress(progress());
    }
    await sink.close();
  } catch (error) {
    await sink.abort().catch(() => {}); // what broke it off says more
    throw error;
  }
  return progress();
}

/** Not every browser can loop over a stream. */
async function* pieces({ body }: Response): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  if (!body) return;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value as Uint8Array<ArrayBuffer>;
  }
}

function totalOf(header: string | null): number | null {
  return header !== null && /^\d+$/.test(header) ? Number(header) : null;
}
