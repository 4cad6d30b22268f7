import { expect, test } from "vitest";
import { append, between, NONE, neighbour, replace, without } from "../../../src/panel/comments/list/rows";
import { comment } from "../../support/comment";

const page = (ids: string[], proximo: string | null = null, total: number | null = null) => ({
  comentarios: ids.map((id) => comment({ id })),
  proximo,
  total,
});
const rows = append(NONE, page(["a", "b", "c"], "mais", 5));
const ids = (found: typeof rows) => found.comments.map(({ id }) => id);

test("pages follow each other, and nothing is listed twice", () => {
  const both = append(rows, page(["c", "d"]));

  expect(ids(both)).toEqual(["a", "b", "c", "d"]);
  expect(both).toMatchObject({ next: null, total: 5 });
});

test("a newer state takes the place of the older one and keeps the search's marks", () => {
  const found = append(NONE, { ...page([]), comentarios: [comment({ id: "a", destaques: [[0, 3]] })] });

  const changed = replace(found, [comment({ id: "a", revisao: 2, categoria: "ELOGIO" })]);

  expect(changed.comments[0]).toMatchObject({ categoria: "ELOGIO", destaques: [[0, 3]] });
});

test("an older state changes nothing", () => {
  const newer = replace(rows, [comment({ id: "a", revisao: 2 })]);

  expect(replace(newer, [comment({ id: "a", revisao: 1 })]).comments[0]?.revisao).toBe(2);
});

test("an erased comment is counted no more", () => {
  expect(ids(without(rows, "b"))).toEqual(["a", "c"]);
  expect(without(rows, "b").total).toBe(4);
  expect(without(rows, "x").total).toBe(5);
});

test("from no comment the first is next; beyond the ends there is none", () => {
  expect(neighbour(rows, null, 1)?.id).toBe("a");
  expect(neighbour(rows, "b", -1)?.id).toBe("a");
  expect(neighbour(rows, "c", 1)).toBeUndefined();
  expect(neighbour(rows, "a", -1)).toBeUndefined();
});

test("a range is the same from either end", () => {
  expect(between(rows, "c", "a")).toEqual(["a", "b", "c"]);
  expect(between(rows, "gone", "b")).toEqual(["b"]);
});
