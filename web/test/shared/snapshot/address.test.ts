import { expect, test } from "vitest";
import { DEFAULTS, readChoice, writeChoice } from "../../../src/shared/snapshot/address";

test("an address without a choice is the default view", () => {
  expect(readChoice("")).toEqual(DEFAULTS);
});

test("defaults are left out of the address", () => {
  expect(writeChoice(DEFAULTS, "?periodo=30d&artista=luna-vento")).toBe("");
});

test("a choice survives the way through the address", () => {
  const choice = { period: "30d" as const, artist: "luna-vento" };

  expect(writeChoice(choice, "")).toBe("?periodo=30d&artista=luna-vento");
  expect(readChoice(writeChoice(choice, ""))).toEqual(choice);
});

test("an unknown period is the default one", () => {
  expect(readChoice("?periodo=1y").period).toBe("7d");
});

test("parameters of others stay", () => {
  expect(writeChoice({ period: "24h", artist: "todos" }, "?utm_source=x")).toBe("?utm_source=x&periodo=24h");
});
