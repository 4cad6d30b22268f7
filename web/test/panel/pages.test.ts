import { describe, expect, test } from "vitest";
import type { FilteredReport, SavedView } from "../../src/panel/api/types";
import { coverage, periodOf, selected } from "../../src/panel/charts/selected";
import { resendAll } from "../../src/panel/failures/resend";
import { decide, type Swept } from "../../src/panel/tags/decide";
import { readFile, readText, reread } from "../../src/panel/upload/source/read";
import { Unreadable } from "../../src/panel/upload/source/source";
import { queryOf, shownNow } from "../../src/panel/views/query";
import { snapshot } from "../support/fixture";

describe("reading a file", () => {
  const read = (text: string, name: string) => readFile(new File([text], name));

  test.each([
    ["a.csv", "texto\na", "csv"],
    ["a.TSV", "texto\tb\na\tc", "csv"],
    ["a.json", '[{"texto":"a"}]', "json"],
    ["a.ndjson", '{"texto":"a"}', "ndjson"],
    ["a.jsonl", '{"texto":"a"}', "ndjson"],
    ["a.txt", "a", "texto"],
    ["linhas.json", '{"texto":"a"}\n{"texto":"b"}', "ndjson"],
    ["um.json", '{\n"texto":"a"}', "json"],
  ])("%s", async (name, text, format) => {
    expect((await read(text, name)).source.format).toBe(format);
  });

  test.each([
    ["a.xlsx", "x"],
    ["sem", "x"],
    ["a.csv", ""],
    ["a.csv", "texto\n"],
    ["a.json", "[]"],
    ["a.txt", " \n "],
  ])("%s of %j is refused", async (name, text) => {
    await expect(read(text, name)).rejects.toThrow(Unreadable);
  });

  test("the first row is a comment once one says so", async () => {
    const reading = await read("amei\nodiei", "a.csv");

    expect(reread(reading, false).source.rows.length).toBe(2);
    expect(() => readText("\n")).toThrow(Unreadable);
  });
});

describe("sending all again", () => {
  const sends =
    (...sent: number[]) =>
    async () => ({ enviados: sent.shift() ?? 0, restantes: 9 });

  test.each([
    [0, [0], 0],
    [40, [40], 40],
    [2_300, [1_000, 1_000, 300], 2_300],
    [2_000, [1_000, 1_000, 1_000], 2_000],
  ])("of %i failed: rounds %j", async (failed, rounds, sent) => {
    expect(await resendAll(failed, () => {}, sends(...rounds))).toBe(sent);
  });
});

describe("deciding on a tag", () => {
  const answers =
    (...given: [number, number][]) =>
    async () => {
      const [atualizados, restantes] = given.shift() ?? [0, 0];
      return { atualizados, restantes };
    };

  test("goes on while comments are left", async () => {
    const told: Swept[] = [];

    const end = await decide(
      "x",
      { decisao: "rejeitar" },
      (swept) => told.push(swept),
      answers([200, 150], [0, 150], [150, 0]),
    );

    expect(end).toEqual({ changed: 350, left: 0 });
    expect(told.map(({ changed }) => changed)).toEqual([200, 200, 350]);
  });

  test("stops when nothing moves", async () => {
    expect(await decide("x", { decisao: "rejeitar" }, () => {}, answers([0, 5], [0, 5], [0, 5], [5, 0]))).toEqual({
      changed: 0,
      left: 5,
    });
  });
});

describe("a view", () => {
  const view = (consulta: string) =>
    ({ id: consulta, nome: consulta, consulta, dono: "x", criada_em: "", da_equipe: false }) satisfies SavedView;

  test("is filters and order, no page and no open comment", () => {
    expect(queryOf("?tag=show_som&ordem=menos_certos&comentario=1&cursor=x&estranho=2")).toBe(
      "tag=show_som&ordem=menos_certos",
    );
    expect(queryOf("?ordem=recentes")).toBe("");
  });

  test("is known again however its query was written", () => {
    const views = [view("tag=b&tag=a&artista=Vó"), view("tag=a")];

    expect(shownNow(views, "?artista=V%C3%B3&tag=a&tag=b&comentario=1")).toBe(views[0]);
    expect(shownNow(views, "")).toBeUndefined();
  });
});

describe("the report of a filter", () => {
  const relatorio = snapshot();
  const report: FilteredReport = { relatorio, comentarios: relatorio.total + 3, completo: true };

  test("eight weeks unless told", () => {
    expect([periodOf(""), periodOf("?periodo=24h"), periodOf("?periodo=ontem")]).toEqual(["8s", "24h", "8s"]);
  });

  test("shows everybody, and nothing of a report without comments", () => {
    expect(selected(report, "7d")?.snapshot.escopos.length).toBe(1);
    expect(selected({ ...report, relatorio: { ...relatorio, total: 0 } }, "7d")).toBeNull();
  });

  test("says what it leaves out", () => {
    expect(coverage(report)).toMatch(/Outros 3 foram escritos antes/);
    expect(coverage({ ...report, comentarios: relatorio.total })).not.toMatch(/Outros|lidos/);
    expect(coverage({ ...report, completo: false })).toMatch(/mais recentes foram lidos/);
  });
});
