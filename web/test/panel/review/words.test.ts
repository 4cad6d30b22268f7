import { expect, test } from "vitest";
import { evidenceIn } from "../../../src/panel/review/detail/evidence";
import { foundTags } from "../../../src/panel/review/editor/found";
import { howMany, said, undone } from "../../../src/panel/review/said";
import { comment } from "../../support/comment";

const CATALOGUE = [
  { codigo: "show_som", explicacao: "Qualidade do som no show", da_curadoria: false },
  { codigo: "musica_producao", explicacao: "Produção, mixagem e arranjo da música", da_curadoria: false },
];

test.each([
  ["producao", ["musica_producao"]],
  ["SOM", ["show_som"]],
  ["show qual", ["show_som"]],
  ["musica_pro", ["musica_producao"]],
  ["nada", []],
])("a tag is found by code or explanation: %s", (text, codes) => {
  expect(foundTags(CATALOGUE, text).map(({ codigo }) => codigo)).toEqual(codes);
});

test("what was done is told in a few words", () => {
  expect(said(comment(), comment({ categoria: "ELOGIO" }))).toBe("Crítica → Elogio");
  expect(said(comment(), comment({ sentimento: "NEUTRO" }))).toBe("Sentimento: Neutro");
  expect(said(comment(), comment({ tags: [] }))).toBe("Tags mudadas");
  expect(said(comment(), comment())).toBe("Aceito como Crítica");
  expect(said(comment({ categoria: null }), comment())).toBe("Classificado como Crítica");
});

test("numbers agree with their words", () => {
  expect(howMany(1, "comentário", "comentários")).toBe("1 comentário");
  expect(howMany(1200, "comentário", "comentários")).toBe("1.200 comentários");
  expect(undone(3, 3)).toBe("Desfeito");
  expect(undone(2, 3)).toBe("2 desfeitos; 1 mudou depois e ficou como está");
});

test("evidence is found in the text whatever its case, or not at all", () => {
  expect(evidenceIn("Que SOM RUIM!", "som ruim")).toEqual([[4, 12]]);
  expect(evidenceIn("ligue [TELEFONE]", "ligue 11 9")).toEqual([]);
  expect(evidenceIn("texto", "")).toEqual([]);
});
