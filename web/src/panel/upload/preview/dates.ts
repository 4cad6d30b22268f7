// Converts dates of spreadsheets to ISO 8601. Without a zone they are in São Paulo's time.
const ZONE = "America/Sao_Paulo";
const BRAZILIAN = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;
const UNZONED = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?$/;

const offsets = new Intl.DateTimeFormat("en-US", { timeZone: ZONE, timeZoneName: "longOffset" });

/** ISO 8601 with a zone for a known date format; any other text unchanged, for the API to validate. */
export function zoned(text: string): string {
  const brazilian = BRAZILIAN.exec(text.trim());
  const parts = brazilian
    ? [brazilian[3], brazilian[2], brazilian[1], ...brazilian.slice(4)]
    : UNZONED.exec(text.trim())?.slice(1);
  if (!parts) return text;
  const [year, month, day, hour, minute, second] = parts.map((part) => (part ?? "00").padStart(2, "0"));
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const offset = zoneAt(new Date(`${local}Z`));
  return offset && sameDay(local) ? local + offset : text;
}

/** The offset, "-03:00". It may be an hour off on the nights when summer time began or ended. */
function zoneAt(at: Date): string | null {
  if (Number.isNaN(at.getTime())) return null;
  const name = offsets.formatToParts(at).find((part) => part.type === "timeZoneName")?.value ?? "";
  return name.slice(3) || null;
}

/** JavaScript reads 31 February as 3 March. */
function sameDay(local: string): boolean {
  return new Date(`${local}Z`).toISOString().startsWith(local);
}
