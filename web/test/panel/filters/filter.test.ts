import { expect, test } from "vitest";
import { chips } from "../../../src/panel/filters/chips";
import { addressOf, filterOf, orderOf, put, toggle } from "../../../src/panel/filters/filter";

test("of an address only what filters is taken, and each value once", () => {
  const filter = filterOf("?categoria=SPAM&categoria=ELOGIO&categoria=SPAM&comentario=x&cursor=y&busca=%20som%20&tag=");

  expect(filter.toString()).toBe("busca=som&categoria=SPAM&categoria=ELOGIO");
});

test("what the API takes once, the last of the address is", () => {
  expect(filterOf("?revisado=sim&revisado=nao").getAll("revisado")).toEqual(["nao"]);
});

test("an order that is none is the normal one", () => {
  expect(orderOf("?ordem=mais_certos")).toBe("mais_certos");
  expect(orderOf("?ordem=constructor", "menos_certos")).toBe("menos_certos");
  expect(orderOf("?ordem=x")).toBe("recentes");
});

test("a value is put in once and taken out again", () => {
  const one = toggle(filterOf(""), "categoria", "ELOGIO");

  expect(toggle(one, "categoria", "ELOGIO").size).toBe(0);
  expect(put(put(one, "busca", "som"), "busca", null).toString()).toBe("categoria=ELOGIO");
});

test("an address keeps the rest, and is bare without a query", () => {
  expect(addressOf("/painel", filterOf("?busca=a b"), { comentario: "x", ordem: null })).toBe(
    "/painel?busca=a+b&comentario=x",
  );
  expect(addressOf("/painel", filterOf(""))).toBe("/painel");
});

test("each filter is a chip in words, with what is left without it", () => {
  const found = chips(filterOf("?categoria=CRÍTICA&categoria=SPAM&confianca_max=0.5&de=2026-11-24&revisado=nao"));

  expect(found.map(({ text }) => text)).toEqual([
    "Crítica",
    "Spam",
    "Não revisado",
    "Confiança até 50\u00a0%",
    "Desde 24/11/2026",
  ]);
  expect(found[0]?.without.getAll("categoria")).toEqual(["SPAM"]);
});

test("a value that nobody understands is shown as it is", () => {
  expect(chips(filterOf("?categoria=NADA&de=ontem&confianca_min=x")).map(({ text }) => text)).toEqual([
    "NADA",
    "Confiança de x ou mais",
    "Desde ontem",
  ]);
});
