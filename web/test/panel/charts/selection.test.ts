import { describe, expect, test } from "vitest";
import type { FilteredReport } from "../../../src/panel/api/types";
import { coverage, filteredSelection, periodOf } from "../../../src/panel/charts/selection";
import { snapshot } from "../../support/snapshot";

describe("the report of a filter", () => {
  const relatorio = snapshot();
  const report: FilteredReport = { relatorio, comentarios: relatorio.total + 3, completo: true };

  test("eight weeks unless told", () => {
    expect([periodOf(""), periodOf("?periodo=24h"), periodOf("?periodo=ontem")]).toEqual(["8s", "24h", "8s"]);
  });

  test("shows everybody, and nothing of a report without comments", () => {
    expect(filteredSelection(report, "7d")?.snapshot.escopos.length).toBe(1);
    expect(filteredSelection({ ...report, relatorio: { ...relatorio, total: 0 } }, "7d")).toBeNull();
  });

  test("says what it leaves out", () => {
    expect(coverage(report)).toMatch(/Outros 3 foram escritos antes/);
    expect(coverage({ ...report, comentarios: relatorio.total })).not.toMatch(/Outros|lidos/);
    expect(coverage({ ...report, completo: false })).toMatch(/mais recentes foram lidos/);
  });
});
