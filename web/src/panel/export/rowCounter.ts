// Counts the rows of an export as its bytes arrive.
export type FileFormat = "csv" | "json" | "ndjson";

const QUOTE = 0x22;
const LINE_END = 0x0a;

/** JSON strings escape line ends. CSV has them only inside quotes, where a quote is doubled. */
export class RowCounter {
  #format: FileFormat;
  #quoted = false;
  #lines = 0;
  #any = false;

  constructor(format: FileFormat) {
    this.#format = format;
  }

  add(bytes: Uint8Array): void {
    const csv = this.#format === "csv";
    for (const byte of bytes) {
      if (csv && byte === QUOTE) this.#quoted = !this.#quoted;
      else if (byte === LINE_END && !this.#quoted) this.#lines += 1;
    }
    this.#any ||= bytes.length > 2; // a JSON file without rows is "[]"
  }

  get rows(): number {
    if (this.#format === "csv") return Math.max(this.#lines - 1, 0); // the header
    if (this.#format === "json") return this.#any ? this.#lines + 1 : 0;
    return this.#lines;
  }
}
