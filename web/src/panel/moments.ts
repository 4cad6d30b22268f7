// Dates and times in São Paulo, to the minute.
const ZONE = "America/Sao_Paulo";
const format = new Intl.DateTimeFormat("pt-BR", {
  timeZone: ZONE,
  day: "2-digit",
  month: "2-digit",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
});

const short = new Intl.DateTimeFormat("pt-BR", {
  timeZone: ZONE,
  day: "2-digit",
  month: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
});
const year = new Intl.DateTimeFormat("pt-BR", { timeZone: ZONE, year: "numeric" });

/** "24/11 10:05", with the year if it is not that of `now`. */
export function shortMoment(iso: string, now: Date): string {
  const then = new Date(iso);
  return year.format(then) === year.format(now) ? short.format(then).replace(",", "") : moment(iso);
}

/** "24/11/2026 10:05" */
export function moment(iso: string): string {
  return format.format(new Date(iso)).replace(",", "");
}
