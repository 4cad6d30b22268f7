import { expect, test } from "vitest";
import { MOST_BYTES, MOST_CHARACTERS, MOST_FIELD, MOST_ITEMS } from "../../../src/panel/upload/limits";
import { plainId, refusal } from "../../../src/panel/upload/preview/rules";
import shared from "./intake.json";

interface Case {
  item: Record<string, unknown>;
  code: string | null;
  left?: boolean;
}

interface Length {
  field: string;
  letter: string;
  count: number;
  code: string | null;
}

const now = Date.parse(shared.now);
const cases: Case[] = [
  ...shared.cases,
  ...shared.lengths.map(({ field, letter, count, code }: Length) => ({
    item: { texto: "a", [field]: letter.repeat(count) },
    code,
  })),
];

test.each(cases)("$item gives $code, as the API says, or is left to it", ({ item, code, left }) => {
  expect(refusal(item, now)?.code ?? null).toBe(left ? null : code);
});

// Not in the shared file: not every JSON parser accepts these characters.
test.each([{ texto: "a\ud83d" }, { texto: "a", canal: "\udc00" }])("half a surrogate pair is refused: %j", (item) => {
  expect(refusal(item, now)?.code).toBe("caractere_invalido");
});

test("the limits are the API's", () => {
  expect({ items: MOST_ITEMS, bytes: MOST_BYTES, characters: MOST_CHARACTERS, field: MOST_FIELD }).toEqual(
    shared.limits,
  );
});

test("a refusal names field and reason", () => {
  expect(refusal({ texto: "a", artista: "x".repeat(201) }, now)).toEqual({
    code: "campo_longo",
    field: "artista",
    reason: "'artista' tem 201 caracteres; o máximo é 200",
  });
});

test("two spellings of an id are one id", () => {
  expect(plainId("6F9619FF-8B86-D011-B42D-00C04FC964FF")).toBe(plainId("6f9619ff8b86d011b42d00c04fc964ff"));
  expect([plainId(undefined), plainId(""), plainId(7)]).toEqual([null, null, null]);
});
