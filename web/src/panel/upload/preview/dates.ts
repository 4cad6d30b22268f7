// Dates as people's spreadsheets have them, made into what the API takes. Without a zone they are São Paulo's.
const ZONE = "America/Sao_Paulo";
const BRAZILIAN = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;
const UNZONED = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?$/;

const offsets = new Intl.DateTimeFormat("en-US", { timeZone: ZONE, timeZoneName: "longOffset" });

/** ISO 8601 with a zone where the text is a date that we know; otherwise the text as it is, for the API to judge. */
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

/** "-03:00". Summer time began and ended at midnight: an hour's doubt there is nobody's loss. */
function zoneAt(at: Date): string | null {
  if (Number.isNaN(at.getTime())) return null;
  const name = offsets.formatToParts(at).find((part) => part.type === "timeZoneName")?.value ?? "";
  return name.slice(3) || null;
}

/** JavaScript takes the 31st of February for the 3rd of March. */
function sameDay(local: string): boolean {
  return new Date(`${local}Z`).toISOString().startsWith(local);
}
