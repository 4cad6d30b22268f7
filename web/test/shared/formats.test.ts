import { expect, test } from "vitest";
import * as formats from "../../src/shared/formats";

test("thousands have a point, percentages a space that does not break", () => {
  expect(formats.count(1234567)).toBe("1.234.567");
  expect(formats.percent(0.204)).toBe("20\u00a0%");
  expect(formats.percent(null)).toBe("–");
});

test("a balance is told in points with its sign", () => {
  expect([0.125, -0.07, 0.001, null].map(formats.points)).toEqual(["+13", "−7", "0", "–"]);
});

test("moments are told in the time of São Paulo", () => {
  expect(formats.clock("2026-11-23T12:00:00Z")).toBe("09:00");
  expect(formats.bucket("2026-11-23T02:00:00Z", "dia")).toBe("dom, 22 nov");
  expect(formats.bucket("2026-11-23T00:00:00-03:00", "hora")).toBe("23 nov, 0\u00a0h");
});

test.each([
  ["2026-W01", "29 dez"],
  ["2026-W41", "5 out"],
  ["2020-W53", "28 dez"],
  ["2021-W01", "4 jan"],
])("week %s begins on %s", (week, start) => {
  expect(formats.weekStart(week)).toBe(start);
});

test("one comment is not many", () => {
  expect([formats.comments(1), formats.comments(0)]).toEqual(["1 comentário", "0 comentários"]);
});
