import { expect, test } from "vitest";
import { ApiError, noAnswer, problemOf } from "../../../src/panel/api/problem";

const answer = (status: number, body: string, headers = {}) => new Response(body, { status, headers });

test("the API's own error keeps its code, and says its sentence", async () => {
  const body = {
    erro: "o campo 'email' é obrigatório",
    codigo: "corpo_invalido",
    detalhes: [{ campo: "email", motivo: "é obrigatório" }],
  };

  const error = await problemOf(answer(400, JSON.stringify(body)));

  expect(error).toMatchObject({ status: 400, codigo: "corpo_invalido", message: "O campo 'email' é obrigatório." });
  expect(error.fields).toEqual({ email: "É obrigatório." });
});

test("an answer that is no JSON is an error with a sentence all the same", async () => {
  const error = await problemOf(answer(502, "<h1>Bad Gateway</h1>", { "Retry-After": "7" }));

  expect(error).toMatchObject({ status: 502, codigo: "resposta_inesperada", retryAfter: 7 });
});

test("details of another shape are no fields", () => {
  expect(new ApiError(412, "revisao_antiga", "mudou", [{ id: "a" }, null, 3]).fields).toEqual({});
});

test("no answer in time is told apart from no connection", () => {
  expect(noAnswer(new DOMException("late", "TimeoutError")).codigo).toBe("tempo_esgotado");
  expect(noAnswer(new TypeError("failed to fetch")).codigo).toBe("sem_conexao");
});
