import { describe, expect, test } from "vitest";
import { body, cut, key } from "../../../src/panel/upload/delivery/parts";
import { progress, sentence } from "../../../src/panel/upload/delivery/progress";
import { zoned } from "../../../src/panel/upload/preview/dates";
import { assigned, guess, itemOf } from "../../../src/panel/upload/preview/fields";
import { plan } from "../../../src/panel/upload/preview/plan";
import { readCsv } from "../../../src/panel/upload/source/csv";
import { readJson } from "../../../src/panel/upload/source/json";

const NOW = Date.parse("2026-05-06T15:30:00Z");
const ID = "6f9619ff-8b86-d011-b42d-00c04fc964ff";

describe("columns", () => {
  test("names in both languages, accents and case aside", () => {
    const source = readCsv(
      "Comentário,Banda,Álbum,Música,Origem,Usuário,Data publicação,nota\na,b,c,d,e,f,2026-05-01,5",
    );

    expect(guess(source)).toEqual(["texto", "artista", "album", "musica", "canal", "autor", "publicado_em", null]);
  });

  test("our own name goes before a likely one", () => {
    expect(guess(readCsv("mensagem,texto\na,b"))).toEqual([null, "texto"]);
  });

  test("ids and dates that would be refused are not sent", () => {
    expect(guess(readCsv("id,texto,data\n17,a,ontem"))).toEqual([null, "texto", null]);
    expect(guess(readCsv(`id,texto,data\n${ID},a,05/05/2026 10:00`))).toEqual(["id", "texto", "publicado_em"]);
  });

  test("a single column is the text", () => {
    expect(guess(readCsv("o que disseram\namei"))).toEqual(["texto"]);
  });

  test("a field belongs to one column", () => {
    expect(assigned(["texto", "artista", null], 2, "texto")).toEqual([null, "artista", "texto"]);
    expect(assigned(["texto", "artista"], 0, null)).toEqual([null, "artista"]);
  });
});

describe("items", () => {
  test("columns without a field are not sent; what all share fills the gaps", () => {
    const source = readCsv("texto,artista,segredo\na,Anitta,x\nb,,y");
    const items = source.rows.map((row) =>
      itemOf(row, ["texto", "artista", null], { artista: "Vó Zefinha", canal: "app" }),
    );

    expect(items).toEqual([
      { texto: "a", artista: "Anitta", canal: "app" },
      { texto: "b", artista: "Vó Zefinha", canal: "app" },
    ]);
  });

  test.each([
    ["05/05/2026 10:00", "2026-05-05T10:00:00-03:00"],
    ["5/5/2026", "2026-05-05T00:00:00-03:00"],
    ["2026-05-05", "2026-05-05T00:00:00-03:00"],
    ["2026-05-05 10:00:30", "2026-05-05T10:00:30-03:00"],
    ["15/01/2018 12:00", "2018-01-15T12:00:00-02:00"],
    ["2026-05-05T10:00:00Z", "2026-05-05T10:00:00Z"],
    ["31/02/2026", "31/02/2026"],
    ["99/99/9999", "99/99/9999"],
    ["ontem", "ontem"],
  ])("%s is %s", (written, sent) => {
    expect(zoned(written)).toBe(sent);
  });
});

describe("plan", () => {
  test("the good are ready, the bad are named in the file's order", () => {
    const source = readJson(
      `[{"id":"${ID}","texto":"a"},7,{"texto":""},{"id":"${ID.toUpperCase()}","texto":"b"},{"texto":"c"}]`,
    );
    const found = plan(source, guess(source), {}, NOW);

    expect(found.ready.map((row) => row.place)).toEqual([1, 5]);
    expect(found.bad).toEqual([
      { place: 2, field: null, reason: "cada comentário deve ser um objeto com o campo 'texto'" },
      { place: 3, field: "texto", reason: "o texto está vazio" },
      { place: 4, field: "id", reason: "o id já foi usado: item 1" },
    ]);
  });
});

describe("parts", () => {
  const rows = (count: number, texto = "a") =>
    Array.from({ length: count }, (_, n) => ({ place: n + 2, item: { texto } }));

  test("no more items than a batch takes", () => {
    expect(cut(rows(12_001)).map((part) => part.rows.length)).toEqual([5_000, 5_000, 2_001]);
    expect(cut(rows(5_000)).length).toBe(1);
    expect(cut([])).toEqual([]);
  });

  test("no more bytes than a request takes, in UTF-8", () => {
    const parts = cut(rows(30, "ã".repeat(100)), 5_000, 1_000);

    expect(parts.flatMap((part) => part.rows)).toEqual(rows(30, "ã".repeat(100)));
    for (const part of parts) expect(new TextEncoder().encode(body(part)).length).toBeLessThanOrEqual(1_000);
    expect(parts.length).toBeLessThanOrEqual(8);
  });

  test("one comment too big for any batch goes alone, for the API to refuse", () => {
    expect(cut(rows(2, "a".repeat(50)), 10, 40).map((part) => part.rows.length)).toEqual([1, 1]);
  });

  test("equal content has one key, unless it is meant to be sent again", async () => {
    expect(await key("a")).toBe(await key("a"));
    expect(await key("a")).not.toBe(await key("b"));
    expect(await key("a", "de novo")).not.toBe(await key("a"));
    expect((await key("a")).length).toBeLessThanOrEqual(200);
  });
});

test("progress adds the batches up and says it", () => {
  const batch = {
    lote_id: "x",
    remetente: "y",
    remetente_nome: "z",
    recebido_em: "",
    publicado: true,
    total: 10,
    classificados: 4,
    falharam: 1,
    repetidos: 0,
    pendentes: 5,
  };
  const found = progress([batch, { ...batch, classificados: 8, falharam: 0, repetidos: 2, pendentes: 0 }]);

  expect(found).toEqual({ total: 20, classified: 12, failed: 1, repeated: 2, pending: 5 });
  expect(sentence(found)).toBe("12 de 20 comentários classificados; 1 falhou; 2 já existiam.");
  expect(sentence({ total: 1, classified: 1, failed: 0, repeated: 0, pending: 0 })).toBe(
    "Pronto: 1 comentário classificado.",
  );
});
