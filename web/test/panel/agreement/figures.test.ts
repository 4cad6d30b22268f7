import { expect, test } from "vitest";
import { byCategory, commonest, matrixRows, strength } from "../../../src/panel/agreement/figures";
import type { Agreement } from "../../../src/panel/api/types";

const none = { ELOGIO: 0, CRÍTICA: 0, SUGESTÃO: 0, DÚVIDA: 0, SPAM: 0 };
const agreement: Agreement = {
  revisados: 20,
  iguais: 15,
  kappa: 0.61,
  matriz: {
    ELOGIO: { ...none, ELOGIO: 9, CRÍTICA: 1 },
    CRÍTICA: { ...none, CRÍTICA: 6, SUGESTÃO: 3 },
    SUGESTÃO: none,
    DÚVIDA: { ...none, SPAM: 1 },
    SPAM: none,
  },
  categorias: [
    { categoria: "ELOGIO", do_modelo: 10, das_pessoas: 9, iguais: 9 },
    { categoria: "CRÍTICA", do_modelo: 9, das_pessoas: 7, iguais: 6 },
    { categoria: "SUGESTÃO", do_modelo: 0, das_pessoas: 3, iguais: 0 },
  ],
};

test.each([
  [null, null],
  [-0.3, "nenhuma, além do acaso"],
  [0, "nenhuma, além do acaso"],
  [0.1, "ligeira"],
  [0.4, "razoável"],
  [0.55, "moderada"],
  [0.61, "substancial"],
  [0.81, "quase perfeita"],
  [1, "quase perfeita"],
])("a kappa of %s is %s", (kappa, words) => {
  expect(strength(kappa)).toBe(words);
});

test("a row of the matrix is what the model said, shaded by what people made of it", () => {
  const [praise, , , , criticism] = matrixRows(agreement);

  expect(praise?.total).toBe(10);
  expect(praise?.cells.map((cell) => [cell.people, cell.comments, cell.heat, cell.agreed])).toEqual([
    ["ELOGIO", 9, 5, true],
    ["SUGESTÃO", 0, 0, false],
    ["DÚVIDA", 0, 0, false],
    ["SPAM", 0, 0, false],
    ["CRÍTICA", 1, 1, false],
  ]);
  expect(criticism?.cells.map((cell) => cell.share)).toEqual([0, 3 / 9, 0, 0, 6 / 9]);
});

test("a category that the model never gave has no share", () => {
  expect(matrixRows(agreement)[1]?.cells.every((cell) => cell.share === null && cell.heat === 0)).toBe(true);
  expect(byCategory(agreement)).toEqual([
    { category: "ELOGIO", model: 10, people: 9, agreed: 9, kept: 0.9, found: 1 },
    { category: "SUGESTÃO", model: 0, people: 3, agreed: 0, kept: null, found: 0 },
    { category: "CRÍTICA", model: 9, people: 7, agreed: 6, kept: 6 / 9, found: 6 / 7 },
  ]);
});

test("the commonest correction is named", () => {
  expect(commonest(agreement)).toEqual({ model: "CRÍTICA", people: "SUGESTÃO", comments: 3 });
  expect(commonest({ ...agreement, matriz: { ELOGIO: { ...none, ELOGIO: 9 } } })).toBeNull();
});
