import { expect, test } from "vitest";
import { notice } from "../../src/report/freshness";

const generatedAt = "2026-11-23T12:00:00Z";
const after = (minutes: number) => Date.parse(generatedAt) + minutes * 60_000;
const well = { generatedAt, now: after(1), reached: true, online: true };

test("a report of up to three minutes needs no word", () => {
  expect(notice(well)).toBeNull();
  expect(notice({ ...well, now: after(3) })).toBeNull();
});

test("an older one says its age", () => {
  expect(notice({ ...well, now: after(7) })).toBe(
    "Os dados são de 7 minutos atrás. Mostrando o último relatório, das 09:00.",
  );
  expect(notice({ ...well, now: after(60) })).toContain("1 hora atrás");
});

test("without a network it says so, however young the report", () => {
  expect(notice({ ...well, online: false })).toContain("sem conexão");
  expect(notice({ ...well, reached: false })).toContain("Não foi possível");
});
