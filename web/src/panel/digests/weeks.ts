// ISO weeks in words.

import { day } from "../../shared/formats";

const DAY = 86_400_000;

/** "2026-W07" → "Semana 7 de 2026" */
export function weekTitle(week: string): string {
  const [year, number] = week.split("-W");
  return `Semana ${Number(number)} de ${year}`;
}

/** "16 a 22 nov 2026", "28 dez 2026 a 3 jan 2027" */
export function span(first: string, last: string): string {
  const [from, to] = [noon(first), noon(last)];
  if (first.slice(0, 4) !== last.slice(0, 4))
    return `${day(from)} ${first.slice(0, 4)} a ${day(to)} ${last.slice(0, 4)}`;
  const start = first.slice(5, 7) === last.slice(5, 7) ? String(Number(first.slice(8))) : day(from);
  return `${start} a ${day(to)} ${last.slice(0, 4)}`;
}

/** The newest ISO week that has ended in São Paulo. */
export function lastEnded(now: number): string {
  const local = new Date(now - 3 * 3_600_000); // there has been no summer time since 2019
  const monday = local.getTime() - ((local.getUTCDay() + 6) % 7) * DAY;
  const thursday = new Date(monday - 4 * DAY); // of the previous week; an ISO week belongs to the year of its Thursday
  const number = Math.floor((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / (7 * DAY)) + 1;
  return `${thursday.getUTCFullYear()}-W${String(number).padStart(2, "0")}`;
}

/** A calendar day at noon UTC: the same day in São Paulo. */
export const noon = (date: string) => `${date}T12:00:00Z`;
