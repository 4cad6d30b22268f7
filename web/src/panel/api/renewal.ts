// Names the renewal of the session that is under way. A page that is reloaded before the answer asks for the same one
// again, instead of showing a value that is spent by then. The name alone opens nothing.
const KEY = "renovacao";

export function renewalKey(): string {
  try {
    const key = localStorage.getItem(KEY) ?? crypto.randomUUID();
    localStorage.setItem(KEY, key);
    return key;
  } catch {
    return ""; // no storage: a reload at the wrong moment costs a login
  }
}

export function renewalSettled(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // there was none
  }
}
