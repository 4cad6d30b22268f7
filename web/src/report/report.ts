// Puts the words and figures of a report on the page.

import { brief, clock, fullDate } from "../shared/formats";
import { node, part, say } from "../shared/nodes";
import { figures } from "../shared/snapshot/figures";
import type { Selection } from "../shared/snapshot/selection";
import type { Snapshot } from "../shared/snapshot/snapshot";
import { PERIOD_PHRASE } from "../shared/words";

export type State = "loading" | "ready" | "empty" | "failed";

export function setState(state: State): void {
  if (state === "failed") say(part("#atualizado"), "Sem relatório");
  part("main").dataset.state = state;
}

export function showHeadline(snapshot: Snapshot): void {
  say(part("#manchete"), unbroken(snapshot.manchete.texto));
  say(part("#detalhe"), unbroken(snapshot.manchete.detalhe));
  const today = fullDate(snapshot.gerado_em) === fullDate(new Date().toISOString());
  const time = node(
    "time",
    { datetime: snapshot.gerado_em },
    `${clock(snapshot.gerado_em)}${today ? "" : ` de ${fullDate(snapshot.gerado_em)}`}`,
  );
  part("#atualizado").replaceChildren("Atualizado às ", time);
}

/** A number and its sign or unit stay on one line. */
function unbroken(sentence: string): string {
  return sentence.replace(/(?<=\d) (?=%|h\b|dias\b)/g, "\u00a0");
}

export function showFigures(selection: Selection): void {
  const who = selection.everyone ? "Todos os artistas" : brief(selection.scope.nome);
  say(part("#recorte"), `${who}, ${PERIOD_PHRASE[selection.choice.period]}`);
  for (const figure of figures(selection)) {
    const box = part(`#figura-${figure.id}`);
    box.dataset.trend = figure.trend;
    say(part(".value", box), figure.value);
    say(part(".note", box), figure.note);
  }
}
