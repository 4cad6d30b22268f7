// Validity of invitations and tokens, in words.

import { fullDate } from "../../shared/formats";
import type { InvitationView, Role, TokenView } from "../api/types";

export const ROLE: Record<Role, string> = { curador: "Curadoria", admin: "Administração" };

export interface Standing {
  /** Still usable. */
  open: boolean;
  words: string;
}

export function invitationStanding({ usado_por, expira_em }: InvitationView, now: number): Standing {
  if (usado_por) return { open: false, words: `Usado por ${usado_por}` };
  return until(expira_em, now);
}

export function tokenStanding({ revogado_em, expira_em }: TokenView, now: number): Standing {
  if (revogado_em) return { open: false, words: `Revogado em ${fullDate(revogado_em)}` };
  return until(expira_em, now);
}

function until(end: string, now: number): Standing {
  const open = Date.parse(end) > now;
  return { open, words: `${open ? "Vale até" : "Venceu em"} ${fullDate(end)}` };
}

/** Usable entries first, then the newest. */
export function inOrder<Row>(
  rows: readonly Row[],
  standing: (row: Row) => Standing,
  made: (row: Row) => string,
): Row[] {
  return [...rows].sort(
    (a, b) => Number(standing(b).open) - Number(standing(a).open) || made(b).localeCompare(made(a)),
  );
}
