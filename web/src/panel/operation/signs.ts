// The operation figures with their state and a verdict in words.

import { clock, comments, count } from "../../shared/formats";
import type { ModelDay, OperationView } from "../api/types";
import type { Sign } from "../figures/Signs";
import { duration, milliseconds, money } from "../quantities";

const LATE_QUEUE = 600; // seconds; a batch usually takes a few, at most a minute when the model throttles
const LATE_REPORT = 180; // seconds: three missed runs
const SLOW_MODEL = 15_000; // milliseconds, half of the time-out

export function signs(view: OperationView): Sign[] {
  const today = view.modelo_por_dia.filter(({ dia }) => dia === view.medido_em.slice(0, 10));
  return [
    queue(view),
    failures(view),
    report(view),
    latency(today.filter(({ comentarios }) => comentarios)),
    spending(today),
    ...mail(view),
  ];
}

/** "Tudo em ordem", or the names of the figures that need attention. */
export function verdict(found: readonly Sign[]): string {
  const names = found.filter(({ state }) => state === "attention").map(({ name }) => name.toLowerCase());
  return names.length ? `Precisa de atenção: ${names.join(", ")}.` : "Tudo em ordem.";
}

function queue({ pendentes, idade_da_fila_s, fila_completa }: OperationView): Sign {
  const least = fila_completa ? "" : "pelo menos ";
  return {
    id: "fila",
    name: "Fila",
    value: `${fila_completa ? "" : "≥ "}${count(pendentes)}`,
    note: pendentes
      ? `o lote mais antigo espera há ${least}${duration(idade_da_fila_s)}`
      : "nada espera para ser classificado",
    state: idade_da_fila_s > LATE_QUEUE || !fila_completa ? "attention" : "ok",
  };
}

function failures({ falhas, mensagens_ilegiveis }: OperationView): Sign {
  const unreadable =
    mensagens_ilegiveis === 1 ? "1 mensagem ilegível" : `${count(mensagens_ilegiveis)} mensagens ilegíveis`;
  const notes = [falhas ? `${comments(falhas)} sem classificação` : "", mensagens_ilegiveis ? unreadable : ""].filter(
    Boolean,
  );
  return {
    id: "falhas",
    name: "Falhas",
    value: count(falhas + mensagens_ilegiveis),
    note: notes.join(" e ") || "nenhum comentário ficou sem classificação",
    state: notes.length ? "attention" : "ok",
  };
}

function report({ medido_em, ultimo_relatorio }: OperationView): Sign {
  if (!ultimo_relatorio)
    return { id: "relatorio", name: "Relatório", value: "–", note: "ainda não foi publicado", state: "attention" };
  const age = Math.max((Date.parse(medido_em) - Date.parse(ultimo_relatorio)) / 1_000, 0);
  return {
    id: "relatorio",
    name: "Relatório",
    value: duration(age),
    note: `desde o último, das ${clock(ultimo_relatorio)}`,
    state: age > LATE_REPORT ? "attention" : "ok",
  };
}

/** Latency of classification only: digests and questions take longer by design. */
function latency(today: readonly ModelDay[]): Sign {
  const slowest = today.reduce<ModelDay | null>(
    (found, row) => ((row.latencia_p95_ms ?? 0) > (found?.latencia_p95_ms ?? 0) ? row : found),
    null,
  );
  if (!slowest) return { id: "latencia", name: "Latência do modelo", value: "–", note: "nada foi classificado hoje" };
  return {
    id: "latencia",
    name: "Latência do modelo",
    value: milliseconds(slowest.latencia_p95_ms),
    note: `95 em cada 100 chamadas de hoje levam até isso; a média é ${milliseconds(slowest.latencia_media_ms)}`,
    state: (slowest.latencia_p95_ms ?? 0) > SLOW_MODEL ? "attention" : "ok",
  };
}

function mail({ correio }: OperationView): Sign[] {
  if (!correio) return [];
  const { destinatarios, enviados, pendentes, falharam, problemas } = correio;
  const trouble = falharam > 0 || problemas.length > 0;
  const notes = [
    falharam && `${count(falharam)} ${falharam === 1 ? "não entregue" : "não entregues"}`,
    pendentes && `${count(pendentes)} a caminho`,
  ].filter(Boolean);
  return [
    {
      id: "correio",
      name: "E-mail do resumo",
      value: `${count(enviados)} de ${count(destinatarios)}`,
      note: notes.join(", ") || "enviados a quem recebe",
      state: trouble ? "attention" : "ok",
    },
  ];
}

function spending(today: readonly ModelDay[]): Sign {
  const tokens = today.reduce((sum, row) => sum + row.tokens_entrada + row.tokens_saida, 0);
  const usd = today.reduce((sum, row) => sum + row.preco_usd, 0);
  return {
    id: "custo",
    name: "Custo de hoje",
    value: money(usd),
    note: `${count(tokens)} tokens, pelo preço de tabela`,
  };
}
