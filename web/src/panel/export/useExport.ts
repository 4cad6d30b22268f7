import { useEffect, useRef, useState } from "preact/hooks";
import { call } from "../api/client";
import { ApiError, asApiError } from "../api/problem";
import { download, type ExportProgress } from "./download";
import type { FileFormat } from "./rowCounter";
import { sinkFor } from "./sinks";

export interface Export {
  state: "idle" | "running" | "done" | "failed" | "cancelled";
  progress: ExportProgress;
  error: ApiError | null;
  run: (query: URLSearchParams, format: FileFormat) => Promise<void>;
  cancel: () => void;
}

const NOTHING: ExportProgress = { rows: 0, bytes: 0, total: null };
const TYPES: Record<FileFormat, string> = {
  csv: "text/csv;charset=utf-8",
  json: "application/json",
  ndjson: "application/x-ndjson",
};
const TELL = 100; // milliseconds between two updates of the progress

/** One export at a time; leaving the page ends it. */
export function useExport(): Export {
  const [now, show] = useState<Pick<Export, "state" | "progress" | "error">>({
    state: "idle",
    progress: NOTHING,
    error: null,
  });
  const stop = useRef(new AbortController());
  useEffect(() => () => stop.current.abort(), []);

  const run = async (query: URLSearchParams, format: FileFormat) => {
    const sink = await sinkFor(`comentarios-${today()}.${format}`, TYPES[format]);
    if (!sink) return;
    stop.current = new AbortController();
    const { signal } = stop.current;
    const tell = paced((progress) => signal.aborted || show({ state: "running", progress, error: null }));
    show({ state: "running", progress: NOTHING, error: null });
    try {
      const response = await call("GET", "/api/comentarios/exportar", { query, signal, timeout: Infinity });
      show({ state: "done", progress: await download(response, format, sink, tell), error: null });
    } catch (error) {
      await sink.abort().catch(() => {}); // aborting twice is harmless
      show(
        signal.aborted
          ? { state: "cancelled", progress: NOTHING, error: null }
          : { state: "failed", progress: NOTHING, error: reason(error) },
      );
    }
  };
  return { ...now, run, cancel: () => stop.current.abort() };
}

function reason(error: unknown): ApiError {
  if (error instanceof DOMException && error.name === "QuotaExceededError")
    return new ApiError(0, "disco_cheio", "não há espaço para o arquivo");
  if (error instanceof TypeError)
    return new ApiError(0, "exportacao_interrompida", "a exportação foi interrompida no meio; tente de novo");
  return asApiError(error);
}

function paced(tell: (progress: ExportProgress) => void): (progress: ExportProgress) => void {
  let last = 0;
  return (progress) => {
    const moment = performance.now();
    if (moment - last < TELL) return;
    last = moment;
    tell(progress);
  };
}

/** "2026-11-26", in São Paulo. */
function today(): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "America/Sao_Paulo" }).format(new Date());
}
