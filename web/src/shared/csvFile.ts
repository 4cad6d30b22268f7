// Downloads of CSV files that are made in the browser.

import { node } from "./nodes";
import type { Selection } from "./snapshot/selection";

export function save(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  node("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000); // Safari reads it after the click has returned
}

/** "alumusic-volume-30d-luna-vento-2026-11-23.csv" */
export function csvName(chart: string, { choice, snapshot }: Pick<Selection, "choice" | "snapshot">): string {
  return `alumusic-${chart}-${choice.period}-${choice.artist}-${snapshot.gerado_em.slice(0, 10)}.csv`;
}
