// The only module of the dashboard that calls fetch. The access token is kept in memory only: after a reload, the
// session's HttpOnly cookie renews it.

import { ApiError, noAnswer, problemOf } from "./problem";
import { renewalKey, renewalSettled } from "./renewal";
import type { SessionView } from "./types";

type Value = string | number | boolean | null | undefined;
export type Query = URLSearchParams | Record<string, Value | readonly Value[]>;

export interface RequestOptions {
  query?: Query;
  /** Sent as JSON, unless it is FormData, a Blob or a string. */
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Milliseconds until the response starts; Infinity for no limit. */
  timeout?: number;
}

const PATIENCE = 30_000;
const EARLY = 30_000; // milliseconds; a token that expires sooner is renewed before use
const LOCK = "alumusic-sessao";

let access = { token: "", until: 0 };
let renewing: Promise<void> | null = null;
let regained: () => Promise<boolean> = () => Promise.resolve(false);

/** Called when the session has ended. Resolves to true once the same user is logged in again, otherwise to false. */
export function onSessionEnd(comeBack: () => Promise<boolean>): void {
  regained = comeBack;
}

export function setAccess({ access_token, expires_in }: SessionView): void {
  access = { token: access_token, until: Date.now() + expires_in * 1_000 };
}

export function clearAccess(): void {
  access = { token: "", until: 0 };
}

export const get = <Answer>(path: string, options?: RequestOptions) => json<Answer>("GET", path, options);
export const post = <Answer>(path: string, options?: RequestOptions) => json<Answer>("POST", path, options);
export const patch = <Answer>(path: string, options?: RequestOptions) => json<Answer>("PATCH", path, options);
export const remove = (path: string, options?: RequestOptions) => json<void>("DELETE", path, options);

/** A request without access token: login, registration, logout. */
export async function publicPost<Answer>(path: string, options: RequestOptions = {}): Promise<Answer> {
  return parsed<Answer>(await checked(await send("POST", path, options, "")));
}

/** Returns the Response, for files and streams. Raises ApiError; an aborted call raises its signal's reason. */
export async function call(method: string, path: string, options: RequestOptions = {}): Promise<Response> {
  for (;;) {
    try {
      return await withToken(method, path, options);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401 || !(await regained())) throw error;
    }
  }
}

/** Renews the access token by the cookie. Raises ApiError; 401 when there is no session. */
export async function renew(): Promise<void> {
  // A refresh value works once and all tabs share the cookie: one tab at a time.
  renewing ??= navigator.locks.request(LOCK, refresh).finally(() => (renewing = null));
  return renewing;
}

async function refresh(): Promise<void> {
  clearAccess();
  try {
    setAccess(await publicPost<SessionView>("/auth/refresh", { headers: { "Idempotency-Key": renewalKey() } }));
    renewalSettled();
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) renewalSettled();
    throw error;
  }
}

async function withToken(method: string, path: string, options: RequestOptions): Promise<Response> {
  if (Date.now() > access.until - EARLY) await renew();
  const used = access.token;
  const answer = await send(method, path, options, used);
  if (answer.status !== 401) return checked(answer);
  if (access.token === used) await renew();
  return checked(await send(method, path, options, access.token));
}

async function json<Answer>(method: string, path: string, options?: RequestOptions): Promise<Answer> {
  return parsed<Answer>(await call(method, path, options));
}

async function parsed<Answer>(response: Response): Promise<Answer> {
  if (response.status === 204) return undefined as Answer;
  try {
    return (await response.json()) as Answer;
  } catch (error) {
    throw noAnswer(error);
  }
}

async function checked(response: Response): Promise<Response> {
  if (response.ok) return response;
  throw await problemOf(response);
}

async function send(
  method: string,
  path: string,
  { query, body, headers, signal, timeout = PATIENCE }: RequestOptions,
  token: string,
): Promise<Response> {
  const given = new Headers(headers);
  if (token) given.set("Authorization", `Bearer ${token}`);
  if (isPlain(body)) given.set("Content-Type", "application/json");
  const limit = new AbortController();
  const late = () => limit.abort(new DOMException("no answer in time", "TimeoutError"));
  const timer = timeout === Infinity ? undefined : setTimeout(late, timeout);
  try {
    return await fetch(address(path, query), {
      method,
      headers: given,
      body: isPlain(body) ? JSON.stringify(body) : (body as BodyInit | undefined),
      signal: signal ? AbortSignal.any([signal, limit.signal]) : limit.signal,
      cache: "no-store",
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw noAnswer(error);
  } finally {
    clearTimeout(timer);
  }
}

function isPlain(body: unknown): boolean {
  return body !== undefined && typeof body !== "string" && !(body instanceof Blob) && !(body instanceof FormData);
}

/** A list repeats its name. Null, undefined and empty values are left out. */
export function address(path: string, query: Query = {}): string {
  const pairs =
    query instanceof URLSearchParams
      ? [...query]
      : Object.entries(query).flatMap(([name, value]) =>
          (Array.isArray(value) ? value : [value]).map((one: Value) => [name, one] as const),
        );
  const given = pairs.filter(([, value]) => value !== null && value !== undefined && value !== "");
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text ? `${path}?${text}` : path;
}
