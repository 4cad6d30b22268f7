// The notice about an outdated report or a lost connection.

import { clock } from "../shared/formats";

const STALE_AFTER = 180_000; // milliseconds: three missed runs

export interface Signal {
  generatedAt: string;
  now: number;
  /** The last request brought an answer. */
  reached: boolean;
  online: boolean;
}

/** The sentence to show, or null when the report is fresh. */
export function notice({ generatedAt, now, reached, online }: Signal): string | null {
  const age = now - Date.parse(generatedAt);
  const kept = `Mostrando o último relatório, das ${clock(generatedAt)}.`;
  if (!online) return `Você está sem conexão. ${kept}`;
  if (!reached) return `Não foi possível buscar novidades. ${kept}`;
  return age > STALE_AFTER ? `Os dados são de ${spoken(age)} atrás. ${kept}` : null;
}

function spoken(age: number): string {
  const minutes = Math.floor(age / 60_000);
  if (minutes < 60) return `${minutes} minutos`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return hours === 1 ? "1 hora" : `${hours} horas`;
  return `${Math.floor(hours / 24)} dias`;
}
