import { expect, test } from "vitest";
import { nearest, toward } from "../../src/shared/targets";

const grid = [0, 1, 2].flatMap((row) =>
  [0, 1, 2].map((column) => ({ left: column * 10, right: column * 10 + 9, top: row * 10, bottom: row * 10 + 9 })),
);
const column = grid.filter((box) => box.left === 0);

test("the box under the pointer, or the one nearest to it", () => {
  expect([nearest(grid, 14, 14), nearest(grid, 99, 14), nearest([], 0, 0)]).toEqual([4, 5, -1]);
});

test("arrows go to the neighbour that way", () => {
  expect([toward(grid, 4, "ArrowLeft"), toward(grid, 4, "ArrowDown"), toward(grid, -1, "ArrowUp")]).toEqual([3, 7, 0]);
});

test("an arrow at the edge stays", () => {
  expect(toward(grid, 5, "ArrowRight")).toBe(5);
});

test("in one column every arrow goes on or back", () => {
  expect([toward(column, 0, "ArrowRight"), toward(column, 1, "ArrowLeft"), toward(column, 2, "ArrowRight")]).toEqual([
    1, 0, 2,
  ]);
});
