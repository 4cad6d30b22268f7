import { describe, expect, test } from "vitest";
import { readFile, readText, reread } from "../../../src/panel/upload/source/reading";
import { UnreadableSource } from "../../../src/panel/upload/source/source";

describe("reading a file", () => {
  const read = (text: string, name: string) => readFile(new File([text], name));

  test.each([
    ["a.csv", "texto\na", "csv"],
    ["a.TSV", "texto\tb\na\tc", "csv"],
    ["a.json", '[{"texto":"a"}]', "json"],
    ["a.ndjson", '{"texto":"a"}', "ndjson"],
    ["a.jsonl", '{"texto":"a"}', "ndjson"],
    ["a.txt", "a", "texto"],
    ["linhas.json", '{"texto":"a"}\n{"texto":"b"}', "ndjson"],
    ["um.json", '{\n"texto":"a"}', "json"],
  ])("%s", async (name, text, format) => {
    expect((await read(text, name)).source.format).toBe(format);
  });

  test.each([
    ["a.xlsx", "x"],
    ["sem", "x"],
    ["a.csv", ""],
    ["a.csv", "texto\n"],
    ["a.json", "[]"],
    ["a.txt", " \n "],
  ])("%s of %j is refused", async (name, text) => {
    await expect(read(text, name)).rejects.toThrow(UnreadableSource);
  });

  test("the first row is a comment once one says so", async () => {
    const reading = await read("amei\nodiei", "a.csv");

    expect(reread(reading, false).source.rows.length).toBe(2);
    expect(() => readText("\n")).toThrow(UnreadableSource);
  });
});
