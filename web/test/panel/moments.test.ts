import { expect, test } from "vitest";
import { moment, shortMoment } from "../../src/panel/moments";

const NOW = new Date("2027-01-01T01:00:00Z"); // still the old year in São Paulo

test("a moment is told in São Paulo's time", () => {
  expect(moment("2026-11-24T13:05:00Z")).toBe("24/11/2026 10:05");
});

test("the year is left out where it goes without saying", () => {
  expect(shortMoment("2026-11-24T13:05:00Z", NOW)).toBe("24/11 10:05");
  expect(shortMoment("2025-12-31T13:05:00Z", NOW)).toBe("31/12/2025 10:05");
});
