// One error type for all failures of API calls, with a sentence for the user.

import type { Problem } from "./types";

export class ApiError extends Error {
  constructor(
    /** The HTTP status; 0 when there was no answer. */
    readonly status: number,
    readonly codigo: string,
    readonly erro: string,
    readonly detalhes: readonly unknown[] = [],
    /** Seconds, from the Retry-After header. */
    readonly retryAfter: number | null = null,
  ) {
    super(sentence(erro));
    this.name = "ApiError";
  }

  /** Messages by field name, where the response names fields. */
  get fields(): Record<string, string> {
    const named = this.detalhes.filter(isField).map(({ campo, motivo }) => [campo, sentence(motivo)]);
    return Object.fromEntries(named) as Record<string, string>;
  }
}

/** The error of an unsuccessful response, from the API or from a proxy. */
export async function problemOf(response: Response): Promise<ApiError> {
  const wait = Number(response.headers.get("Retry-After")) || null;
  const body: unknown = await response.json().catch(() => null);
  if (isProblem(body)) return new ApiError(response.status, body.codigo, body.erro, body.detalhes, wait);
  return new ApiError(
    response.status,
    "resposta_inesperada",
    "o servidor respondeu de um jeito inesperado; tente de novo",
    [],
    wait,
  );
}

/** The error of a request without a response. */
export function noAnswer(cause: unknown): ApiError {
  const late = cause instanceof DOMException && cause.name === "TimeoutError";
  return late
    ? new ApiError(0, "tempo_esgotado", "o servidor demorou demais para responder; tente de novo")
    : new ApiError(0, "sem_conexao", "não foi possível falar com o servidor; verifique a conexão e tente de novo");
}

/** Converts any error into one that can be shown. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  console.error(error);
  return new ApiError(0, "erro_da_pagina", "algo deu errado nesta página; recarregue e tente de novo");
}

function sentence(text: string): string {
  const first = text.charAt(0).toLocaleUpperCase("pt-BR") + text.slice(1);
  return /[.!?…]$/.test(first) ? first : `${first}.`;
}

function isProblem(body: unknown): body is Problem {
  const found = body as Partial<Problem> | null;
  return typeof found?.erro === "string" && typeof found.codigo === "string" && Array.isArray(found.detalhes);
}

function isField(detail: unknown): detail is { campo: string; motivo: string } {
  const found = detail as { campo?: unknown; motivo?: unknown } | null;
  return typeof found?.campo === "string" && typeof found.motivo === "string";
}
