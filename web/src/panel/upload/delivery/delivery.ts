// Delivers one part of an upload to the API, with retries.

import { call } from "../../api/client";
import { ApiError, asApiError } from "../../api/problem";
import type { Accepted, RejectedItem } from "../../api/types";
import type { BadRow } from "../source/source";
import { body, key, type Part } from "./parts";

export interface Arrival {
  /** Null when no comment of the part was accepted. */
  batchId: string | null;
  accepted: number;
  rejected: readonly BadRow[];
  /** An earlier upload had delivered the same content. */
  repeated: boolean;
}

export interface DeliveryOptions {
  /** Marks a deliberate repetition; see `key`. */
  again: string;
  /** An earlier attempt of this upload failed and may have delivered the part. */
  tried: boolean;
}

export type Send = (content: string, idempotencyKey: string) => Promise<{ accepted: Accepted; replayed: boolean }>;
export type Wait = (seconds: number) => Promise<void>;

const WAITS = [1, 2, 4, 8, 15]; // seconds before the next attempt, unless the server names its own
const PASSING = new Set([0, 429, 500, 502, 503, 504]);
const PATIENCE = 120_000;

/** Raises ApiError after the last attempt. The idempotency key makes all attempts one request. */
export async function deliver(
  part: Part,
  { again, tried }: DeliveryOptions,
  send: Send = post,
  wait: Wait = pause,
): Promise<Arrival> {
  const content = body(part);
  const idempotencyKey = await key(content, again);
  for (let attempt = 0; ; attempt += 1) {
    try {
      const { accepted, replayed } = await send(content, idempotencyKey);
      return arrival(
        part,
        accepted.lote_id,
        accepted.aceitos,
        accepted.rejeitados,
        replayed && attempt === 0 && !tried,
      );
    } catch (error) {
      const found = asApiError(error);
      if (found.codigo === "nada_valido") return arrival(part, null, 0, found.detalhes as RejectedItem[], false);
      const seconds = WAITS[attempt];
      if (seconds === undefined || !PASSING.has(found.status)) throw found;
      await wait(found.retryAfter ?? seconds);
    }
  }
}

function arrival(
  part: Part,
  batchId: string | null,
  accepted: number,
  rejected: readonly RejectedItem[],
  repeated: boolean,
): Arrival {
  const named = rejected.map(({ indice, campo, erro }) => ({
    place: part.rows[indice]?.place ?? indice + 1,
    field: campo,
    reason: erro,
  }));
  return { batchId, accepted, rejected: named, repeated };
}

async function post(content: string, idempotencyKey: string): Promise<{ accepted: Accepted; replayed: boolean }> {
  const headers = { "Content-Type": "application/json", "Idempotency-Key": idempotencyKey };
  const response = await call("POST", "/api/comentarios", { body: content, headers, timeout: PATIENCE });
  const accepted = (await response.json().catch(() => cutOff())) as Accepted;
  return { accepted, replayed: response.headers.get("Idempotency-Replayed") === "true" };
}

function cutOff(): never {
  throw new ApiError(0, "sem_conexao", "a resposta do servidor não chegou inteira; tente de novo");
}

function pause(seconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, 1_000 * seconds));
}
