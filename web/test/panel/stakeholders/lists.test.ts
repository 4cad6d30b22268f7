import { expect, it } from "vitest";
import { rejectedLines, textOf } from "../../../src/panel/stakeholders/lists";

it.each([
  ["UTF-8", new TextEncoder().encode("João <joao@exemplo.com>")],
  ["UTF-8 with a mark", new Uint8Array([0xef, 0xbb, 0xbf, ...new TextEncoder().encode("João <joao@exemplo.com>")])],
  ["Windows' Latin", new Uint8Array([..."João <joao@exemplo.com>"].map((letter) => letter.charCodeAt(0)))],
])("a list is read from %s", async (_, bytes) => {
  expect(await textOf(new Blob([bytes]))).toBe("João <joao@exemplo.com>");
});

it("a line that an error names is shown with its text, whatever ends the lines", () => {
  const detalhes = [{ linha: 2, erro: "o e-mail não é válido", codigo: "email_invalido" }, { campo: "outro" }, null];

  expect(rejectedLines({ detalhes }, "ana@exemplo.com\r\n  sem arroba \r\n")).toEqual([
    { linha: 2, erro: "o e-mail não é válido", codigo: "email_invalido", texto: "sem arroba" },
  ]);
});
