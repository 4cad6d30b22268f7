// The last good report, kept for a reader who opens the page without a network.
const KEY = "relatorio";
const MOST = 2_000_000; // characters; browsers allow a site about five million

export function storeReport(text: string): void {
  try {
    if (text.length <= MOST) localStorage.setItem(KEY, text);
    else localStorage.removeItem(KEY);
  } catch {
    // storage full or forbidden: the page works without it
  }
}

export function storedReport(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
