import { expect, test } from "vitest";
import { address } from "../../../src/panel/api/client";

test("a list repeats its name, and what is empty is left out", () => {
  const query = { categoria: ["ELOGIO", "CRÍTICA"], busca: "", tag: [], artista: null, limite: 50, revisado: false };

  expect(address("/api/comentarios", query)).toBe(
    "/api/comentarios?categoria=ELOGIO&categoria=CR%C3%8DTICA&limite=50&revisado=false",
  );
});

test("a path without a query stays as it is", () => {
  expect(address("/auth/me")).toBe("/auth/me");
});
