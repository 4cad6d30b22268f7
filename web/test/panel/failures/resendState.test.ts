import { expect, test } from "vitest";
import { resendState } from "../../../src/panel/failures/resendState";

test.each([
  ["2026-05-06T10:00:00Z", null, "new"],
  ["2026-05-06T10:00:00Z", "2026-05-06T11:00:00Z", "waiting"],
  ["2026-05-06T12:00:00Z", "2026-05-06T11:00:00Z", "again"],
])("failed at %s, sent again at %s: %s", (em, reenviado_em, expected) => {
  expect(resendState({ falha: { codigo: "x", motivo: "y", em }, reenviado_em })).toBe(expected);
});
