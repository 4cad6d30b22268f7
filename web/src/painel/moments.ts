// Moments as the dashboard tells them: in São Paulo's time, to the minute.
const ZONE = "America/Sao_Paulo";
const format = new Intl.DateTimeFormat("pt-BR", { timeZone: ZONE, day: "2-digit", month: "2-digit", year: "numeric", hour: "2-digit", minute: "2-digit" });

/** "24/11/2026 10:05" */
export function moment(iso: string): string {
  return format.format(new Date(iso)).replace(",", "");
}
