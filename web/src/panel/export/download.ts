// Streams an export from the API to a sink, one chunk in memory at a time.

import { type FileFormat, RowCounter } from "./rowCounter";
import type { Sink } from "./sinks";

export interface ExportProgress {
  rows: number;
  bytes: number;
  /** The API's count at the start; null when the filter cannot be counted. */
  total: number | null;
}

/** On failure, discards the file and raises the cause. */
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
    await sink.abort().catch(() => {}); // the original error is raised instead
    throw error;
  }
  return progress();
}

/** Not every browser supports `for await` over a stream. */
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
