// The part of a snapshot that the reader chose to see.

import { type Choice, DEFAULTS } from "./address";
import type { PeriodWindow, Scope, Snapshot, View } from "./snapshot";

export interface Selection {
  choice: Choice;
  snapshot: Snapshot;
  scope: Scope;
  window: PeriodWindow;
  view: View;
  everyone: boolean;
}

/** Unknown artists and periods fall back to the default. Null: the snapshot has no view. */
export function select(snapshot: Snapshot, asked: Choice): Selection | null {
  const scope = snapshot.escopos.find((one) => one.id === asked.artist) ?? snapshot.escopos[0];
  const window =
    snapshot.periodos.find((one) => one.id === asked.period) ??
    snapshot.periodos.find((one) => one.id === DEFAULTS.period) ??
    snapshot.periodos[0];
  const view = window && scope?.periodos[window.id];
  if (!scope || !window || !view) return null;
  const everyone = scope.id === DEFAULTS.artist;
  return { choice: { period: window.id, artist: scope.id }, snapshot, scope, window, view, everyone };
}
