// The session of the user, in step with the browser's other tabs.

import { store } from "../hooks/store";
import { clearAccess, get, onSessionEnd, publicPost, renew, setAccess } from "./client";
import { type ApiError, asApiError } from "./problem";
import type { SessionView, UserView } from "./types";

export type Session =
  | { state: "starting" }
  | { state: "unreachable"; error: ApiError }
  | { state: "out" }
  /** `ended`: the session expired; the login opens over the page, which keeps its state for the same user. */
  | { state: "in"; user: UserView; ended: boolean };

export const session = store<Session>({ state: "starting" });
const tabs = new BroadcastChannel("alumusic-sessao");
const waiting: ((back: boolean) => void)[] = [];

/** Resumes the session of the cookie, if there is one. */
export async function start(): Promise<void> {
  try {
    await renew();
    enter(await get<UserView>("/auth/me"));
  } catch (error) {
    const found = asApiError(error);
    session.set(found.status === 401 ? { state: "out" } : { state: "unreachable", error: found });
  }
}

/** Raises ApiError. */
export async function login(email: string, senha: string): Promise<void> {
  setAccess(await publicPost<SessionView>("/auth/login", { body: { email, senha } }));
  enter(await get<UserView>("/auth/me"));
  tell();
}

/** Creates an account and logs in. Raises ApiError. */
export async function register(email: string, senha: string, convite: string): Promise<void> {
  await publicPost<UserView>("/auth/register", { body: { email, senha, convite: convite || null } });
  await login(email, senha);
}

/** Raises ApiError when the server is not reached; the session then remains. */
export async function logout(): Promise<void> {
  await publicPost<void>("/auth/logout");
  forget();
}

/** Logs out on this page and reloads it, so that the next user sees nothing of the previous one. */
export function forget(): void {
  clearAccess();
  session.set({ state: "out" });
  sessionStorage.clear();
  tell();
  location.reload();
}

/** Whether nobody is logged in: a request would wait for the login. */
export function isAway(): boolean {
  return session.value.state !== "in" || session.value.ended;
}

function enter(user: UserView): void {
  const before = session.value;
  session.set({ state: "in", user, ended: false });
  answer(before.state === "in" && before.user.id === user.id);
}

function answer(back: boolean): void {
  for (const tellWaiting of waiting.splice(0)) tellWaiting(back);
}

function tell(): void {
  tabs.postMessage(session.value.state === "in" ? session.value.user.id : null);
}

onSessionEnd(() => {
  const now = session.value;
  if (now.state !== "in") return Promise.resolve(false);
  session.set({ ...now, ended: true });
  return new Promise((resolve) => waiting.push(resolve));
});

// The cookie is shared by all tabs: a login or logout on another tab takes effect here.
tabs.addEventListener("message", ({ data }: MessageEvent<string | null>) => {
  const now = session.value;
  if (now.state === "in" && now.user.id !== data) location.reload();
  else if (data !== null && (now.state !== "in" || now.ended)) void start();
});
