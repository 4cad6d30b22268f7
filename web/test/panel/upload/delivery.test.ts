import { expect, test } from "vitest";
import { ApiError } from "../../../src/panel/api/problem";
import type { Accepted } from "../../../src/panel/api/types";
import { deliver, type Send } from "../../../src/panel/upload/delivery/delivery";

const part = {
  rows: [
    { place: 2, item: { texto: "a" } },
    { place: 4, item: { texto: "b" } },
  ],
};
const NEW = { again: "", tried: false };
const accepted: Accepted = { mensagem: "", lote_id: "lote", ids_enfileirados: ["x", "y"], aceitos: 2, rejeitados: [] };

/** Returns the given answers in turn; raises those that are errors. */
function server(...answers: (Error | { accepted: Accepted; replayed: boolean })[]) {
  const seen: { content: string; key: string }[] = [];
  const waits: number[] = [];
  const send: Send = async (content, key) => {
    seen.push({ content, key });
    const next = answers.shift();
    if (!next) throw new Error("asked too often");
    if (next instanceof Error) throw next;
    return next;
  };
  return { seen, waits, send, wait: async (seconds: number) => void waits.push(seconds) };
}

test("what is sent is the items, under a key of their content", async () => {
  const { seen, send, wait } = server({ accepted, replayed: false });

  expect(await deliver(part, NEW, send, wait)).toEqual({ batchId: "lote", accepted: 2, rejected: [], repeated: false });

  expect(JSON.parse(seen[0]?.content ?? "")).toEqual({ comentarios: [{ texto: "a" }, { texto: "b" }] });
});

test("after a failure of the network the very same request goes again", async () => {
  const lost = new ApiError(0, "sem_conexao", "caiu");
  const { seen, waits, send, wait } = server(lost, new ApiError(503, "x", "y", [], 7), { accepted, replayed: true });

  const found = await deliver(part, NEW, send, wait);

  expect(new Set(seen.map((one) => one.content + one.key)).size).toBe(1);
  expect(waits).toEqual([1, 7]);
  expect(found.repeated).toBe(false); // the first attempt of this upload had arrived
});

test("what another upload had brought says so, unless it may be this one's own", async () => {
  const { send, wait } = server({ accepted, replayed: true }, { accepted, replayed: true });

  expect((await deliver(part, NEW, send, wait)).repeated).toBe(true);
  expect((await deliver(part, { ...NEW, tried: true }, send, wait)).repeated).toBe(false);
});

test("an error that waiting cannot help rises at once, another one in the end", async () => {
  const refused = server(new ApiError(401, "sessao_encerrada", "acabou"));
  const down = server(...Array.from({ length: 6 }, () => new ApiError(503, "fila", "fora")));

  await expect(deliver(part, NEW, refused.send, refused.wait)).rejects.toMatchObject({ status: 401 });
  await expect(deliver(part, NEW, down.send, down.wait)).rejects.toMatchObject({ status: 503 });
  expect([refused.seen.length, down.seen.length]).toEqual([1, 6]);
});

test("refused items are named by their place in the file", async () => {
  const rejeitados = [{ indice: 1, campo: "id", codigo: "id_existente", erro: "já existe um comentário com este id" }];
  const { send, wait } = server({ accepted: { ...accepted, aceitos: 1, rejeitados }, replayed: false });

  expect((await deliver(part, NEW, send, wait)).rejected).toEqual([
    { place: 4, field: "id", reason: "já existe um comentário com este id" },
  ]);
});

test("a part of which nothing is valid is an arrival without a batch", async () => {
  const details = [0, 1].map((indice) => ({ indice, campo: "id", codigo: "id_existente", erro: "já existe" }));
  const { send, wait } = server(new ApiError(422, "nada_valido", "nada", details));

  const found = await deliver(part, NEW, send, wait);

  expect([found.batchId, found.accepted, found.rejected.map((one) => one.place)]).toEqual([null, 0, [2, 4]]);
});
