// Numbers and moments as a Brazilian reader writes them. Moments are told in the report's time zone.
const ZONE = "America/Sao_Paulo";
const NONE = "–";

const integer = once(() => new Intl.NumberFormat("pt-BR"));
const compactNumber = once(() => new Intl.NumberFormat("pt-BR", { notation: "compact", maximumFractionDigits: 1 }));
const date = (options: Intl.DateTimeFormatOptions) => {
  const format = once(() => new Intl.DateTimeFormat("pt-BR", { timeZone: ZONE, ...options }));
  return (iso: string) => format().format(new Date(iso));
};
const clockFormat = date({ hour: "2-digit", minute: "2-digit" });
const hourFormat = date({ hour: "numeric", hourCycle: "h23" });
const dayFormat = date({ day: "numeric", month: "short" });
const weekdayFormat = date({ weekday: "short" });
const dateFormat = date({ day: "2-digit", month: "2-digit", year: "numeric" });

/** Creates a formatter on first use: formatters are slow to create. */
function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}

export function count(n: number): string {
  return integer().format(n);
}

export function compact(n: number): string {
  return compactNumber().format(n);
}

export function comments(n: number): string {
  return `${count(n)} ${n === 1 ? "comentário" : "comentários"}`;
}

export function percent(share: number | null): string {
  return share === null ? NONE : `${count(Math.round(share * 100))}\u00a0%`;
}

/** A balance of -1 to 1 in points: +12, −7, 0. */
export function points(balance: number | null): string {
  return balance === null ? NONE : signed(Math.round(balance * 100));
}

export function change(share: number | null): string {
  return share === null ? NONE : `${signed(Math.round(share * 100))}\u00a0%`;
}

function signed(n: number): string {
  return n > 0 ? `+${count(n)}` : n < 0 ? `−${count(-n)}` : "0";
}

export function ratio(part: number, whole: number): number | null {
  return whole ? part / whole : null;
}

export function clock(iso: string): string {
  return clockFormat(iso);
}

export function hour(iso: string): string {
  return `${Number.parseInt(hourFormat(iso), 10)}\u00a0h`;
}

/** Shortens a long name for use in a sentence; tables and tooltips show the whole name. */
export function brief(name: string): string {
  return name.length > 40 ? `${name.slice(0, 39).trimEnd()}…` : name;
}

/** "17 nov" */
export function day(iso: string): string {
  return plain(dayFormat(iso).replace(" de ", " "));
}

/** "ter" */
export function weekday(iso: string): string {
  return plain(weekdayFormat(iso));
}

export function fullDate(iso: string): string {
  return dateFormat(iso);
}

/** A bucket of the charts over time: "ter, 17 nov" or "17 nov, 14 h". */
export function bucket(iso: string, unit: string): string {
  return unit === "hora" ? `${day(iso)}, ${hour(iso)}` : `${weekday(iso)}, ${day(iso)}`;
}

function plain(text: string): string {
  return text.replaceAll(".", "");
}

/** Monday of an ISO week such as "2026-W41": "5 out". */
export function weekStart(week: string): string {
  const [year, number] = week.split("-W").map(Number) as [number, number];
  const fourth = new Date(Date.UTC(year, 0, 4, 12)); // the 4th of January is always in week 1
  const monday = new Date(fourth.getTime() + (1 - (fourth.getUTCDay() || 7) + 7 * (number - 1)) * 86_400_000);
  return day(monday.toISOString());
}

/** "2026-W41" → "S41" */
export function weekName(week: string): string {
  return `S${Number(week.split("-W")[1])}`;
}
