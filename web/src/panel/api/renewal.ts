// Idempotency key of a session renewal. A page that is reloaded before the response repeats the same renewal
// instead of presenting a refresh value that is already used. The key alone grants no access.
const KEY = "renovacao";

export function renewalKey(): string {
  try {
    const key = localStorage.getItem(KEY) ?? crypto.randomUUID();
    localStorage.setItem(KEY, key);
    return key;
  } catch {
    return ""; // no storage: a reload during a renewal may end the session
  }
}

export function renewalSettled(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // no storage, no key
  }
}
