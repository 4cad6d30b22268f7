import { expect, test } from "vitest";
import {
  correctionOf,
  draftOf,
  holds,
  judges,
  overtaken,
  rebased,
  withCategory,
  withSentiment,
  withTag,
} from "../../../src/panel/review/editor/draft";
import { comment } from "../../support/comment";

const draft = draftOf(comment());

test("a fresh draft holds nothing, and accepts what is there", () => {
  expect(holds(draft)).toBe(false);
  expect(correctionOf(draft)).toEqual({ revisado: true, nota: "" });
});

test("a new category brings its usual sentiment along", () => {
  expect(withCategory(draft, "ELOGIO")).toMatchObject({ category: "ELOGIO", sentiment: "POSITIVO" });
  expect(withCategory(draft, "DÚVIDA")).toMatchObject({ category: "DÚVIDA", sentiment: "NEUTRO" });
});

test("back to the category that was seen, the sentiment that was seen is back", () => {
  const odd = draftOf(comment({ sentimento: "NEUTRO" }));

  expect(withCategory(withCategory(odd, "ELOGIO"), "CRÍTICA").sentiment).toBe("NEUTRO");
});

test("the same category again leaves a chosen sentiment alone", () => {
  const chosen = withSentiment(withCategory(draft, "ELOGIO"), "NEUTRO");

  expect(withCategory(chosen, "ELOGIO").sentiment).toBe("NEUTRO");
});

test("SPAM is neutral and has no tags; the tags come back with another category", () => {
  const spam = withTag(withSentiment(withCategory(draft, "SPAM"), "NEGATIVO"), "show_som", true);

  expect(spam).toMatchObject({ sentiment: "NEUTRO", tags: [] });
  expect(withCategory(spam, "ELOGIO").tags).toEqual(["show_som"]);
});

test("only what differs is sent", () => {
  expect(correctionOf(withTag(draft, "show_preco", true))).toEqual({ tags: ["show_som", "show_preco"], nota: "" });
  expect(correctionOf(withCategory(draft, "ELOGIO"))).toEqual({
    categoria: "ELOGIO",
    sentimento: "POSITIVO",
    nota: "",
  });
  expect(correctionOf({ ...withSentiment(draft, "NEUTRO"), note: " ironia " })).toEqual({
    sentimento: "NEUTRO",
    nota: "ironia",
  });
});

test("tags in another order are the same tags", () => {
  const two = draftOf(
    comment({
      tags: [
        { codigo: "a", explicacao: "" },
        { codigo: "b", explicacao: "" },
      ],
    }),
  );

  expect(judges({ ...two, tags: ["b", "a"] })).toBe(false);
});

test("a draft is overtaken by a newer revision, unless it holds nothing", () => {
  const now = comment({ revisao: 1, categoria: "DÚVIDA" });

  expect(overtaken(draft, now)).toBe(false);
  expect(overtaken({ ...draft, accepts: true }, now)).toBe(true);
  expect(overtaken(withCategory(draft, "ELOGIO"), now)).toBe(true);
  expect(overtaken(rebased(withCategory(draft, "ELOGIO"), now), now)).toBe(false);
});

test("on top of the newer state the same wish is sent whole", () => {
  const now = comment({ revisao: 1, categoria: "DÚVIDA", sentimento: "NEUTRO", tags: [] });

  expect(correctionOf(rebased(withCategory(draft, "ELOGIO"), now))).toEqual({
    categoria: "ELOGIO",
    sentimento: "POSITIVO",
    tags: ["show_som"],
    nota: "",
  });
});

test("a failed comment has no judgement until somebody gives one", () => {
  const failed = draftOf(comment({ status: "FALHOU", categoria: null, sentimento: null, tags: [] }));

  expect(correctionOf(withCategory(failed, "SUGESTÃO"))).toEqual({
    categoria: "SUGESTÃO",
    sentimento: "NEUTRO",
    nota: "",
  });
});
