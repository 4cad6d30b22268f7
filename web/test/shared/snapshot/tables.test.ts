import { expect, test } from "vitest";
import { csv } from "../../../src/shared/csv";
import { DEFAULTS } from "../../../src/shared/snapshot/address";
import { select } from "../../../src/shared/snapshot/selection";
import { SUMMARIES } from "../../../src/shared/snapshot/summaries";
import { balance, type ChartId, shown, TABLES } from "../../../src/shared/snapshot/tables";
import { snapshot } from "../../support/snapshot";

const selection = select(snapshot(), DEFAULTS)!;
const ids = Object.keys(TABLES) as ChartId[];

test.each(ids)("every row of the table of %s has a cell for each column", (id) => {
  const { columns, rows } = TABLES[id](selection);

  expect(rows.map((row) => row.length)).toEqual(rows.map(() => columns.length));
});

test.each(ids)("%s is told in a sentence", (id) => {
  expect(SUMMARIES[id](selection).text).toMatch(/\.$/);
});

test("a chart without comments says so", () => {
  const empty = structuredClone(selection);
  for (const row of empty.view.categorias) row.comentarios = 0;

  expect(SUMMARIES.categorias(empty)).toEqual({ text: "Sem comentários nos últimos 7 dias.", empty: true });
});

test("the CSV keeps values, the page shows them in words", () => {
  const { columns, rows } = TABLES.sentimento(selection);

  expect(
    csv(
      columns.map((column) => column.name),
      rows,
    ),
  ).toContain("2026-11-17T00:00:00-03:00,3,0,1,0.5");
  expect(rows[0]?.map((cell, n) => shown(cell, columns[n]!.kind))).toEqual(["ter, 17 nov", "3", "0", "1", "+50"]);
});

test("a tag's name cannot become a formula", () => {
  const { columns, rows } = TABLES.tags(selection);

  expect(
    csv(
      columns.map((column) => column.name),
      rows,
    ),
  ).toContain(`"'=Som do show: volume, ""eco""",show_som`);
});

test("the balance of no comments is none", () => {
  expect([balance({}), balance({ POSITIVO: 1, NEUTRO: 1, NEGATIVO: 2 })]).toEqual([null, -0.25]);
});
