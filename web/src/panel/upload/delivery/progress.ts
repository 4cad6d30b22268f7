// Progress of the batches of one upload, as figures and a sentence.

import { comments, count } from "../../../shared/formats";
import type { BatchView } from "../../api/types";

export interface Progress {
  total: number;
  classified: number;
  failed: number;
  repeated: number;
  pending: number;
}

export function progress(batches: readonly BatchView[]): Progress {
  const sum = (pick: (batch: BatchView) => number) => batches.reduce((total, batch) => total + pick(batch), 0);
  return {
    total: sum((batch) => batch.total),
    classified: sum((batch) => batch.classificados),
    failed: sum((batch) => batch.falharam),
    repeated: sum((batch) => batch.repetidos),
    pending: sum((batch) => batch.pendentes),
  };
}

export function sentence({ total, classified, failed, repeated, pending }: Progress): string {
  const rest = [
    failed && `${count(failed)} ${failed === 1 ? "falhou" : "falharam"}`,
    repeated && `${count(repeated)} já ${repeated === 1 ? "existia" : "existiam"}`,
  ].filter(Boolean);
  const tail = rest.length ? `; ${rest.join("; ")}` : "";
  if (pending)
    return `${count(classified)} de ${comments(total)} ${classified === 1 ? "classificado" : "classificados"}${tail}.`;
  return `Pronto: ${comments(classified)} ${classified === 1 ? "classificado" : "classificados"}${tail}.`;
}
