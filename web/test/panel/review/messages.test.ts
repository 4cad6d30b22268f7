import { expect, test } from "vitest";
import { evidenceIn } from "../../../src/panel/review/detail/evidence";
import { searchTags } from "../../../src/panel/review/editor/tagSearch";
import { changeSummary, plural, undoSummary } from "../../../src/panel/review/messages";
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
  expect(searchTags(CATALOGUE, text).map(({ codigo }) => codigo)).toEqual(codes);
});

test("what was done is told in a few words", () => {
  expect(changeSummary(comment(), comment({ categoria: "ELOGIO" }))).toBe("Crítica → Elogio");
  expect(changeSummary(comment(), comment({ sentimento: "NEUTRO" }))).toBe("Sentimento: Neutro");
  expect(changeSummary(comment(), comment({ tags: [] }))).toBe("Tags mudadas");
  expect(changeSummary(comment(), comment())).toBe("Aceito como Crítica");
  expect(changeSummary(comment({ categoria: null }), comment())).toBe("Classificado como Crítica");
});

test("numbers agree with their words", () => {
  expect(plural(1, "comentário", "comentários")).toBe("1 comentário");
  expect(plural(1200, "comentário", "comentários")).toBe("1.200 comentários");
  expect(undoSummary(3, 3)).toBe("Desfeito");
  expect(undoSummary(2, 3)).toBe("2 desfeitos; 1 mudou depois e ficou como está");
});

test("evidence is found in the text whatever its case, or not at all", () => {
  expect(evidenceIn("Que SOM RUIM!", "som ruim")).toEqual([[4, 12]]);
  expect(evidenceIn("ligue [TELEFONE]", "ligue 11 9")).toEqual([]);
  expect(evidenceIn("texto", "")).toEqual([]);
});
