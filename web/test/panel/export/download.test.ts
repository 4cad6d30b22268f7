import { describe, expect, test } from "vitest";
import { download, type ExportProgress } from "../../../src/panel/export/download";
import { type FileFormat, RowCounter } from "../../../src/panel/export/rowCounter";
import type { Sink } from "../../../src/panel/export/sinks";

const bytes = (text: string) => new TextEncoder().encode(text);

function counted(format: FileFormat, ...pieces: string[]): number {
  const counter = new RowCounter(format);
  for (const piece of pieces) counter.add(bytes(piece));
  return counter.rows;
}

class Shelf implements Sink {
  text = "";
  state: "open" | "closed" | "aborted" = "open";

  async write(piece: Uint8Array): Promise<void> {
    this.text += new TextDecoder().decode(piece);
  }

  async close(): Promise<void> {
    this.state = "closed";
  }

  async abort(): Promise<void> {
    this.state = "aborted";
  }
}

function streamed(pieces: readonly string[], fault?: Error, headers: Record<string, string> = {}): Response {
  const left = [...pieces];
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = left.shift();
      if (next !== undefined) controller.enqueue(bytes(next));
      else if (fault) controller.error(fault);
      else controller.close();
    },
  });
  return new Response(body, { headers });
}

describe("rows", () => {
  test.each<[FileFormat, string[], number]>([
    ["csv", ["id,texto\r\n"], 0],
    ["csv", ["id,texto\r\n1,a\r\n2,b\r\n"], 2],
    ["csv", ['id,texto\r\n1,"duas\nlinhas ""e aspas"""\r\n'], 1],
    ["csv", ['id,texto\r\n1,"a\n', 'b"', '\r\n2,"c""', '\n"\r\n'], 2],
    ["json", ["[]"], 0],
    ["json", ['[{"a":1}', ',\n{"a":"x\\ny"}', "]"], 2],
    ["json", ["[", '{"a":1}]'], 1],
    ["ndjson", [""], 0],
    ["ndjson", ['{"a":1}\n{"a', '":2}\n'], 2],
  ])("%s %j has %i", (format, pieces, rows) => {
    expect(counted(format, ...pieces)).toBe(rows);
  });
});

describe("download", () => {
  test("the file is what came, and progress says how far", async () => {
    const shelf = new Shelf();
    const said: ExportProgress[] = [];

    const end = await download(
      streamed(["a\r\n1\r\n", "2\r\n"], undefined, { "X-Total-Count": "2" }),
      "csv",
      shelf,
      (one) => said.push(one),
    );

    expect([shelf.text, shelf.state]).toEqual(["a\r\n1\r\n2\r\n", "closed"]);
    expect(said.map(({ rows, total }) => [rows, total])).toEqual([
      [1, 2],
      [2, 2],
    ]);
    expect(end).toEqual({ rows: 2, bytes: 9, total: 2 });
  });

  test("without a total it still counts", async () => {
    expect((await download(streamed(["{}\n"]), "ndjson", new Shelf(), () => {})).total).toBeNull();
  });

  test("broken off, nothing of the file stays and the reason is told", async () => {
    const shelf = new Shelf();

    await expect(download(streamed(["a\r\n1"], new TypeError("gone")), "csv", shelf, () => {})).rejects.toThrow("gone");

    expect(shelf.state).toBe("aborted");
  });

  test("a full disk breaks it off too", async () => {
    const shelf = new Shelf();
    shelf.write = () => Promise.reject(new DOMException("full", "QuotaExceededError"));

    await expect(download(streamed(["a"]), "csv", shelf, () => {})).rejects.toThrow("full");

    expect(shelf.state).toBe("aborted");
  });
});
