// The selection of a filtered report that the charts page shows.

import { comments, count } from "../../shared/formats";
import { type Selection, select } from "../../shared/snapshot/selection";
import type { Period, Snapshot } from "../../shared/snapshot/snapshot";
import { PERIODS } from "../../shared/words";
import type { FilteredReport } from "../api/types";

/** The period in the address; by default eight weeks, because a narrow filter may have an empty week. */
export function periodOf(search: string): Period {
  const asked = new URLSearchParams(search).get("periodo");
  return PERIODS.find((period) => period === asked) ?? "8s";
}

/** All artists together; a single artist is a filter. Null: the report is empty. */
export function filteredSelection({ relatorio }: FilteredReport, period: Period): Selection | null {
  const everyone = { ...relatorio, escopos: relatorio.escopos.slice(0, 1) } as Snapshot;
  return relatorio.total ? select(everyone, { period, artist: "todos" }) : null;
}

/** A sentence on how many of the matching comments the charts include. */
export function coverage({ comentarios, completo, relatorio }: FilteredReport): string {
  const read = completo
    ? ""
    : ` Só os ${count(comentarios)} mais recentes foram lidos; com um filtro mais estreito, o gráfico fica completo.`;
  const older = comentarios - relatorio.total;
  const outside =
    older > 0 ? ` Outros ${count(older)} foram escritos antes das últimas oito semanas e ficam fora.` : "";
  return `${comments(relatorio.total)} ${relatorio.total === 1 ? "classificado" : "classificados"} nas últimas oito semanas.${outside}${read}`;
}
