import { useEffect, useRef, useState } from "preact/hooks";
import { call } from "../api/api";
import { ApiError, asApiError } from "../api/problem";
import { type Arrived, download } from "./download";
import type { FileFormat } from "./rows";
import { sinkFor } from "./sinks";

export interface Export {
  state: "idle" | "running" | "done" | "failed" | "cancelled";
  arrived: Arrived;
  error: ApiError | null;
  run: (query: URLSearchParams, format: FileFormat) => Promise<void>;
  cancel: () => void;
}

const NOTHING: Arrived = { rows: 0, bytes: 0, total: null };
const TYPES: Record<FileFormat, string> = {
  csv: "text/csv;charset=utf-8",
  json: "application/json",
  ndjson: "application/x-ndjson",
};
const TELL = 100; // milliseconds between two drawings of the progress

/** One export at a time; leaving the page ends it. */
export function useExport(): Export {
  const [now, show] = useState<Pick<Export, "state" | "arrived" | "error">>({
    state: "idle",
    arrived: NOTHING,
    error: null,
  });
  const stop = useRef(new AbortController());
  useEffect(() => () => stop.current.abort(), []);

  const run = async (query: URLSearchParams, format: FileFormat) => {
    const sink = await sinkFor(`comentarios-${today()}.${format}`, TYPES[format]);
    if (!sink) return;
    stop.current = new AbortController();
    const { signal } = stop.current;
    const tell = paced((arrived) => signal.aborted || show({ state: "running", arrived, error: null }));
    show({ state: "running", arrived: NOTHING, error: null });
    try {
      const response = await call("GET", "/api/comentarios/exportar", { query, signal, timeout: Infinity });
      show({ state: "done", arrived: await download(response, format, sink, tell), error: null });
    } catch (error) {
      await sink.abort().catch(() => {}); // twice does no harm
      show(
        signal.aborted
          ? { state: "cancelled", arrived: NOTHING, error: null }
          : { state: "failed", arrived: NOTHING, error: reason(error) },
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

function paced(tell: (arrived: Arrived) => void): (arrived: Arrived) => void {
  let last = 0;
  return (arrived) => {
    const moment = performance.now();
    if (moment - last < TELL) return;
    last = moment;
    tell(arrived);
  };
}

/** "2026-11-26", in São Paulo. */
function today(): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "America/Sao_Paulo" }).format(new Date());
}
