import { describe, expect, it } from "vitest";
import type { ModelDay, OperationView } from "../../../src/panel/api/types";
import { byDay, costSheet } from "../../../src/panel/operation/days";
import { signs, verdict } from "../../../src/panel/operation/signs";
import { duration, milliseconds, money } from "../../../src/panel/quantities";

const day = (dia: string, change: Partial<ModelDay> = {}): ModelDay => ({
  dia,
  modelo: "m",
  versao_prompt: "v1",
  chamadas: 2,
  comentarios: 20,
  em_cache: 1,
  tokens_entrada: 900,
  tokens_saida: 100,
  latencia_media_ms: 400,
  latencia_p95_ms: 900,
  preco_usd: 0.25,
  ...change,
});
const view = (change: Partial<OperationView> = {}): OperationView => ({
  medido_em: "2026-11-25T12:00:00Z",
  ultimo_relatorio: "2026-11-25T11:59:20Z",
  pendentes: 0,
  idade_da_fila_s: 0,
  fila_completa: true,
  falhas: 0,
  falhas_por_motivo: [],
  mensagens_ilegiveis: 0,
  modelo_por_dia: [day("2026-11-25")],
  correio: null,
  versoes: { aplicacao: "1", revisao: null, modelo: "m", versao_prompt: "v1" },
  ...change,
});
const sign = (id: string, change: Partial<OperationView>) => signs(view(change)).find((one) => one.id === id)!;

describe("whether all is well", () => {
  it("is in order when nothing waits, fails or is late", () => {
    expect(verdict(signs(view()))).toBe("Tudo em ordem.");
  });

  it("names what is not", () => {
    const found = signs(view({ falhas: 2, ultimo_relatorio: null }));

    expect(verdict(found)).toBe("Precisa de atenção: falhas, relatório.");
  });

  it.each([
    [600, "ok"],
    [601, "attention"],
  ])("lets a batch of the queue wait ten minutes: %i s is %s", (idade_da_fila_s, state) => {
    expect(sign("fila", { pendentes: 5, idade_da_fila_s }).state).toBe(state);
  });

  it("says where the queue is longer than what was looked at", () => {
    const found = sign("fila", { pendentes: 900, idade_da_fila_s: 60, fila_completa: false });

    expect(found).toMatchObject({ value: "≥ 900", state: "attention" });
    expect(found.note).toContain("há pelo menos 1 min");
  });

  it("counts messages that could not be read among the failures", () => {
    expect(sign("falhas", { falhas: 1, mensagens_ilegiveis: 2 })).toMatchObject({
      value: "3",
      note: "1 comentário sem classificação e 2 mensagens ilegíveis",
      state: "attention",
    });
  });

  it.each([
    ["2026-11-25T11:57:00Z", "ok"],
    ["2026-11-25T11:56:59Z", "attention"],
  ])("lets the report miss three minutes: %s is %s", (ultimo_relatorio, state) => {
    expect(sign("relatorio", { ultimo_relatorio }).state).toBe(state);
  });

  it("tells the slowest model of today, and nothing when none was asked", () => {
    const both = [
      day("2026-11-25"),
      day("2026-11-25", { versao_prompt: "question-v1", comentarios: 0, latencia_p95_ms: 20_000 }),
      day("2026-11-25", { modelo: "n", latencia_p95_ms: 16_000 }),
      day("2026-11-24", { latencia_p95_ms: 99_000 }),
    ];

    expect(sign("latencia", { modelo_por_dia: both })).toMatchObject({ value: "16 s", state: "attention" });
    expect(sign("latencia", { modelo_por_dia: [day("2026-11-24")] })).toMatchObject({
      value: "–",
      note: "nada foi classificado hoje",
    });
  });

  it("tells how the digest's mail went, once there was some", () => {
    const sent = {
      semana: "2026-W47",
      destinatarios: 5,
      enviados: 5,
      pendentes: 0,
      falharam: 0,
      cancelados: 0,
      problemas: [],
    };
    const waiting = { email: "a@b.c", motivo: "caixa cheia", tentativas: 2, proxima_em: "2026-11-25T13:00:00Z" };

    expect(signs(view()).some(({ id }) => id === "correio")).toBe(false);
    expect(sign("correio", { correio: sent })).toMatchObject({
      value: "5 de 5",
      note: "enviados a quem recebe",
      state: "ok",
    });
    expect(
      sign("correio", { correio: { ...sent, enviados: 3, pendentes: 1, falharam: 1, problemas: [waiting] } }),
    ).toMatchObject({
      value: "3 de 5",
      note: "1 não entregue, 1 a caminho",
      state: "attention",
    });
  });

  it("adds up what all models cost today", () => {
    expect(
      sign("custo", {
        modelo_por_dia: [day("2026-11-25"), day("2026-11-25", { versao_prompt: "v2" }), day("2026-11-24")],
      }),
    ).toMatchObject({
      value: "US$\u00a00,50",
      note: "2.000 tokens, pelo preço de tabela",
    });
  });
});

describe("the model's use by day", () => {
  it("goes back to the Monday of the week before, and a day without calls has zeros", () => {
    const found = byDay([day("2026-11-25"), day("2026-11-25", { modelo: "n" }), day("2026-11-23")], "2026-11-25");

    expect(found.map((one) => [one.day.slice(8), one.calls])).toEqual([
      ["16", 0],
      ["17", 0],
      ["18", 0],
      ["19", 0],
      ["20", 0],
      ["21", 0],
      ["22", 0],
      ["23", 2],
      ["24", 0],
      ["25", 4],
    ]);
  });

  it("is eight days long on a Monday and fourteen on a Sunday", () => {
    expect(byDay([], "2026-11-23")).toHaveLength(8);
    expect(byDay([], "2026-11-29")).toHaveLength(14);
  });

  it("adds prices without the dust of binary fractions", () => {
    const { rows } = costSheet(
      byDay([day("2026-11-25", { preco_usd: 0.1 }), day("2026-11-25", { preco_usd: 0.2 })], "2026-11-25"),
    );

    expect(rows.at(-1)).toEqual(["2026-11-25", 0.3]);
  });
});

describe("times and amounts", () => {
  it.each([
    [0, "0 s"],
    [59.9, "59 s"],
    [60, "1 min"],
    [3_599, "59 min"],
    [7_300, "2 h"],
    [172_800, "2 dias"],
  ])("%d seconds are %s", (seconds, words) => {
    expect(duration(seconds)).toBe(words);
  });

  it.each([
    [null, "–"],
    [412.4, "412 ms"],
    [1_250, "1,3 s"],
  ])("%d ms are %s", (time, words) => {
    expect(milliseconds(time)).toBe(words);
  });

  it.each([
    [0, "US$\u00a00,00"],
    [0.0012, "US$\u00a00,0012"],
    [12.3, "US$\u00a012,30"],
  ])("%d dollars are %s", (usd, words) => {
    expect(money(usd)).toBe(words);
  });
});
