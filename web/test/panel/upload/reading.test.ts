import { describe, expect, test } from "vitest";
import { readCsv } from "../../../src/panel/upload/source/csv";
import { decode } from "../../../src/panel/upload/source/encoding";
import { readJson, readNdjson, readPasted } from "../../../src/panel/upload/source/json";
import { UnreadableSource } from "../../../src/panel/upload/source/source";

describe("CSV", () => {
  test("cells by column, empty ones left out, places as a spreadsheet counts them", () => {
    const found = readCsv('texto,artista\r\n"olá, mundo",Anitta\r\n\r\nshow,\r\n');

    expect(found.columns).toEqual(["texto", "artista"]);
    expect(found.rows).toEqual([
      { place: 2, values: ["olá, mundo", "Anitta"] },
      { place: 4, values: ["show", undefined] },
    ]);
  });

  test("line breaks and quotes inside a cell stay as they were written", () => {
    expect(readCsv('texto;canal\n"um ""dois""\r\ntrês";app\n').rows).toEqual([
      { place: 2, values: ['um "dois"\r\ntrês', "app"] },
    ]);
  });

  test.each([
    ["semicolon", "texto;artista\na;b"],
    ["tab", "texto\tartista\na\tb"],
    ["old Mac line ends", "texto,artista\ra,b"],
    ["mixed line ends", "texto,artista\r\na,b\n"],
    ["mixed line ends, quoted", '"texto","artista"\n"a","b"\r\n'],
    ["a byte order mark", "\ufefftexto,artista\na,b"],
  ])("%s", (_, text) => {
    const { columns, rows } = readCsv(text);

    expect(columns).toEqual(["texto", "artista"]);
    expect(rows.map((row) => row.values)).toEqual([["a", "b"]]);
  });

  test("a row with too many cells is named, the others are read", () => {
    const found = readCsv("texto\na\nb,c\nd");

    expect(found.rows.map((row) => row.place)).toEqual([2, 4]);
    expect(found.bad).toEqual([{ place: 3, field: null, reason: "a linha tem mais colunas do que o cabeçalho" }]);
  });

  test("quotes that never close refuse the file, with the line", () => {
    expect(() => readCsv('texto\na\n"b\nc')).toThrow(UnreadableSource);
    expect(() => readCsv('texto\na\n"b\nc')).toThrow(/linha 3/);
    expect(() => readCsv('texto,x\n"a"b,c')).toThrow(UnreadableSource);
  });

  test("without a header the columns have numbers and the first row is a comment", () => {
    const found = readCsv("amei,app\nodiei,app", false);

    expect(found.columns).toEqual(["coluna 1", "coluna 2"]);
    expect(found.rows.map((row) => row.place)).toEqual([1, 2]);
  });

  test("an empty file has no columns", () => {
    expect(readCsv("").columns).toEqual([]);
    expect(readCsv("").rows).toEqual([]);
  });
});

describe("JSON", () => {
  test.each([
    ["a list", '[{"texto":"a"},{"texto":"b","artista":"x"}]'],
    ["an object with a list", '{"comentarios":[{"texto":"a"},{"artista":"x","texto":"b"}]}'],
  ])("%s", (_, text) => {
    expect(readJson(text)).toEqual({
      format: "json",
      columns: ["texto", "artista"],
      bad: [],
      rows: [
        { place: 1, values: ["a", undefined] },
        { place: 2, values: ["b", "x"] },
      ],
    });
  });

  test("one object is one comment", () => {
    expect(readJson('{"texto":"a"}').rows).toEqual([{ place: 1, values: ["a"] }]);
  });

  test("what is no object is named", () => {
    expect(readJson('[{"texto":"a"}, 7, null, ["b"]]').bad.map((row) => row.place)).toEqual([2, 3, 4]);
  });

  test.each(["{", '"a"', "7", '{"comentarios": 3}'])("%s is refused whole", (text) => {
    expect(() => readJson(text)).toThrow(UnreadableSource);
  });

  test("a key that objects have by birth is a column like any other", () => {
    const found = readJson('[{"texto":"a","__proto__":"x","constructor":"y"},{"texto":"b"}]');

    expect(found.columns).toEqual(["texto", "__proto__", "constructor"]);
    expect(found.rows.map((row) => row.values)).toEqual([
      ["a", "x", "y"],
      ["b", undefined, undefined],
    ]);
  });

  test("a thousand odd keys do not hide a field", () => {
    const odd = Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`k${n}`, n]));

    const { columns } = readJson(JSON.stringify([odd, { texto: "a" }]));

    expect(columns.length).toBeLessThan(50);
    expect(columns).toContain("texto");
  });
});

test("NDJSON: a line at a time, bad ones by their number", () => {
  const found = readNdjson('{"texto":"a"}\n\nnão\n{"texto":"b"}\r\n7');

  expect(found.rows.map((row) => row.place)).toEqual([1, 4]);
  expect(found.bad.map((row) => row.place)).toEqual([3, 5]);
});

test("pasted text: a comment a line, blank lines none", () => {
  expect(readPasted("  amei \r\n\n odiei").rows).toEqual([
    { place: 1, values: ["amei"] },
    { place: 3, values: ["odiei"] },
  ]);
});

describe("bytes", () => {
  test("UTF-8, with and without its mark", () => {
    expect(decode(new TextEncoder().encode("refrão"))).toEqual({ text: "refrão", guessed: null });
    expect(decode(new Uint8Array([0xef, 0xbb, 0xbf, 0x61])).text).toBe("a");
  });

  test("what is not UTF-8 is what Windows writes, and says so", () => {
    expect(decode(new Uint8Array([0x72, 0xe3, 0x6f]))).toEqual({ text: "rão", guessed: "Windows-1252" });
  });

  test("UTF-16 by its mark", () => {
    expect(decode(new Uint8Array([0xff, 0xfe, 0xe3, 0x00])).text).toBe("ã");
    expect(decode(new Uint8Array([0xfe, 0xff, 0x00, 0xe3])).text).toBe("ã");
  });
});
