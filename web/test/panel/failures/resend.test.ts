import { describe, expect, test } from "vitest";
import { resendAll } from "../../../src/panel/failures/resend";

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
