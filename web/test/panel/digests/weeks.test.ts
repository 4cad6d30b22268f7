import { describe, expect, it } from "vitest";
import { lastEnded, span, weekTitle } from "../../../src/panel/digests/weeks";

it("names a week without its leading zero", () => {
  expect(weekTitle("2026-W07")).toBe("Semana 7 de 2026");
});

it.each([
  ["2026-11-16", "2026-11-22", "16 a 22 nov 2026"],
  ["2026-11-30", "2026-12-06", "30 nov a 6 dez 2026"],
  ["2026-12-28", "2027-01-03", "28 dez 2026 a 3 jan 2027"],
])("tells the days of %s to %s", (first, last, words) => {
  expect(span(first, last)).toBe(words);
});

describe("the newest week that has ended", () => {
  it.each([
    ["2026-11-23T02:59:59Z", "2026-W46"], // still Sunday in São Paulo
    ["2026-11-23T03:00:00Z", "2026-W47"],
    ["2026-11-29T12:00:00Z", "2026-W47"],
    ["2027-01-05T12:00:00Z", "2026-W53"],
    ["2026-01-01T12:00:00Z", "2025-W52"],
    ["2021-01-06T12:00:00Z", "2020-W53"],
  ])("at %s is %s", (now, week) => {
    expect(lastEnded(Date.parse(now))).toBe(week);
  });
});
