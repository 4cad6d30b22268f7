import { describe, expect, test } from "vitest";
import type { SavedView } from "../../../src/panel/api/types";
import { queryOf, shownNow } from "../../../src/panel/views/query";

describe("a view", () => {
  const view = (consulta: string) =>
    ({ id: consulta, nome: consulta, consulta, dono: "x", criada_em: "", da_equipe: false }) satisfies SavedView;

  test("is filters and order, no page and no open comment", () => {
    expect(queryOf("?tag=show_som&ordem=menos_certos&comentario=1&cursor=x&estranho=2")).toBe(
      "tag=show_som&ordem=menos_certos",
    );
    expect(queryOf("?ordem=recentes")).toBe("");
  });

  test("is known again however its query was written", () => {
    const views = [view("tag=b&tag=a&artista=Vó"), view("tag=a")];

    expect(shownNow(views, "?artista=V%C3%B3&tag=a&tag=b&comentario=1")).toBe(views[0]);
    expect(shownNow(views, "")).toBeUndefined();
  });
});
