import { expect, test } from "vitest";
import { DEFAULTS } from "../../../src/shared/snapshot/address";
import { select } from "../../../src/shared/snapshot/selection";
import { snapshot } from "../../support/snapshot";

test("an artist and a period select their view", () => {
  const selection = select(snapshot(), { period: "30d", artist: "luna-vento" });

  expect(selection?.scope.nome).toBe("Luna Vento");
  expect(selection?.window.id).toBe("30d");
  expect(selection?.everyone).toBe(false);
});

test("an artist who left the report falls back to everyone", () => {
  expect(select(snapshot(), { period: "24h", artist: "nobody" })?.choice).toEqual({ period: "24h", artist: "todos" });
});

test("a snapshot without scopes has nothing to select", () => {
  expect(select({ ...snapshot(), escopos: [] }, DEFAULTS)).toBeNull();
});
