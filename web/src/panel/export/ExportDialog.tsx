import { useState } from "preact/hooks";
import { comments, count } from "../../shared/formats";
import type { Order } from "../api/types";
import { Button } from "../components/Button";
import { Dialog } from "../components/dialogs/Dialog";
import type { Filter } from "../filters/filter";
import type { ExportProgress } from "./download";
import type { FileFormat } from "./rowCounter";
import { useExport } from "./useExport";
import "./export.css";

interface Props {
  filter: Filter;
  order: Order | undefined;
  onClose: () => void;
}

const FORMATS: readonly (readonly [FileFormat, string, string])[] = [
  ["csv", "CSV", "uma linha por comentário; nenhuma célula é lida como fórmula"],
  ["json", "JSON", "uma lista"],
  ["ndjson", "NDJSON", "um objeto por linha"],
];

export function ExportDialog({ filter, order, onClose }: Props) {
  const [format, setFormat] = useState<FileFormat>("csv");
  const [excel, setExcel] = useState(true);
  const { state, progress, error, run, cancel } = useExport();
  const start = () => {
    const query = new URLSearchParams(filter);
    query.set("formato", format);
    if (order) query.set("ordem", order);
    if (format === "csv" && excel) {
      query.set("bom", "true");
      query.set("separador", ";");
    }
    void run(query, format);
  };
  const running = state === "running";
  const actions = running ? (
    <Button onClick={cancel}>Cancelar</Button>
  ) : (
    <>
      <Button kind="quiet" onClick={onClose}>
        Fechar
      </Button>
      <Button kind="primary" onClick={start}>
        {state === "done" ? "Exportar de novo" : "Exportar"}
      </Button>
    </>
  );
  return (
    <Dialog title="Exportar comentários" onClose={running ? undefined : onClose} actions={actions}>
      <p>Todos os comentários do filtro atual, com o histórico e quem revisou.</p>
      <fieldset class="formats" disabled={running}>
        <legend>Formato</legend>
        {FORMATS.map(([value, name, about]) => (
          <label key={value} class="check">
            <input
              type="radio"
              name="formato"
              value={value}
              checked={format === value}
              onChange={() => setFormat(value)}
            />
            <span>
              <b>{name}</b>, {about}
            </span>
          </label>
        ))}
        <label class="check">
          <input
            type="checkbox"
            checked={excel}
            disabled={format !== "csv"}
            onChange={(event) => setExcel(event.currentTarget.checked)}
          />
          <span>CSV para o Excel em português: separado por ponto e vírgula, com marca de UTF-8 (BOM)</span>
        </label>
      </fieldset>
      {running && <Bar progress={progress} />}
      <p class="done" role="status">
        {state === "done" && `Pronto: ${comments(progress.rows)}, ${size(progress.bytes)}.`}
        {state === "cancelled" && "Cancelado. Nada foi salvo."}
      </p>
      {state === "failed" && error && (
        <p class="wrong" role="alert">
          {error.message} Nada foi salvo.
        </p>
      )}
    </Dialog>
  );
}

function Bar({ progress: { rows, bytes, total } }: { progress: ExportProgress }) {
  const far = total === null ? comments(rows) : `${count(rows)} de ${comments(total)}`;
  return (
    <label class="progress">
      <span>{rows || total !== null ? `${far}, ${size(bytes)}` : "Preparando…"}</span>
      <progress {...(total ? { value: Math.min(rows, total), max: total } : {})} />
    </label>
  );
}

function size(bytes: number): string {
  const megabytes = bytes / 1_000_000;
  return megabytes < 0.1 ? `${count(Math.ceil(bytes / 1_000))} kB` : `${count(Math.round(megabytes * 10) / 10)} MB`;
}
