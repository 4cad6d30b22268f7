// Fetches the report, keeps it fresh, and hands it to the page. The only file that talks to the network.

import { part, say } from "../shared/nodes";
import { type Selection, select } from "../shared/snapshot/selection";
import type { Snapshot } from "../shared/snapshot/snapshot";
import { themeSwitch } from "../shared/theme";
import { Cards } from "./cards";
import { controls } from "./controls";
import { notice } from "./freshness";
import { storedReport, storeReport } from "./lastReport";
import { setState, showFigures, showHeadline } from "./report";

const ADDRESS = "/api/relatorio";
const EVERY = 60_000;
const AGAIN = 15_000; // after a request that failed
const PATIENCE = 20_000;
const WRONG_CLOCK = 300_000; // smaller differences may be the age of a cached answer

const charts = import("../shared/charts/index").then(
  ({ CHARTS }) => CHARTS,
  () => null,
); // loads while the report does
const cards = new Cards();
const panel = controls(() => void render());
let snapshot: Snapshot | null = null;
let selection: Selection | null = null;
let reached = true;
let skew = 0;
let asked = 0;

async function refresh(cache: RequestCache): Promise<void> {
  asked = Date.now();
  try {
    const answer = await fetch(ADDRESS, { cache, signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok) throw new Error(`${ADDRESS} answered ${answer.status}`);
    const text = await answer.text();
    const ahead = Date.parse(answer.headers.get("date") ?? "") - Date.now();
    skew = Math.abs(ahead) > WRONG_CLOCK ? ahead : 0;
    if (take(JSON.parse(text) as Snapshot)) idle(() => storeReport(text));
    reached = true;
  } catch {
    reached = false;
    if (!snapshot) recall();
  }
  tell();
}

/** Shows a report unless it is older than, or the same as, the current one. */
function take(next: Snapshot): boolean {
  if (snapshot && Date.parse(next.gerado_em) <= Date.parse(snapshot.gerado_em)) return false;
  snapshot = next;
  void render();
  return true;
}

function recall(): void {
  try {
    take(JSON.parse(storedReport() ?? "") as Snapshot);
  } catch {
    setState("failed"); // nothing kept, or kept by an older page
  }
}

async function render(): Promise<void> {
  if (!snapshot) return;
  selection = snapshot.total ? select(snapshot, panel.choice()) : null;
  showHeadline(snapshot);
  if (!selection) return setState("empty");
  panel.show(selection);
  showFigures(selection);
  setState("ready");
  await draw();
}

async function draw(): Promise<void> {
  const drawing = await charts;
  if (selection) await cards.show(selection, drawing);
}

function tell(): void {
  if (!snapshot) return;
  const words = notice({ generatedAt: snapshot.gerado_em, now: Date.now() + skew, reached, online: navigator.onLine });
  say(part("#aviso"), words ?? "");
}

function idle(work: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(work);
  else setTimeout(work, 1_000);
}

function due(): void {
  if (!document.hidden && Date.now() - asked >= (reached ? EVERY : AGAIN)) void refresh("no-cache");
  tell();
}

themeSwitch();
void refresh("default").then(() => {
  const old = snapshot && Date.now() + skew - Date.parse(snapshot.gerado_em) > 1.5 * EVERY;
  if (old && reached) void refresh("no-cache"); // the first answer may come from the browser's own cache
});
setInterval(due, 5_000);
document.addEventListener("visibilitychange", due);
addEventListener("online", () => void refresh("no-cache"));
addEventListener("offline", tell);
part("#tentar").addEventListener("click", () => void refresh("no-cache"));
new ResizeObserver(() => {
  if (selection) void draw();
}).observe(part("#graficos"));
