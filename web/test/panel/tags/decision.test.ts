import { describe, expect, test } from "vitest";
import { decide, type SweepProgress } from "../../../src/panel/tags/decision";

describe("deciding on a tag", () => {
  const answers =
    (...given: [number, number][]) =>
    async () => {
      const [atualizados, restantes] = given.shift() ?? [0, 0];
      return { atualizados, restantes };
    };

  test("goes on while comments are left", async () => {
    const told: SweepProgress[] = [];

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
