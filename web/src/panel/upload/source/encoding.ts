// A file's bytes as text. Spreadsheets still write Windows-1252 and UTF-16.
export interface DecodedText {
  text: string;
  /** What it was read as when that was a guess, for the curator to check the accents. */
  guessed: string | null;
}

export function decode(bytes: Uint8Array): DecodedText {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: new TextDecoder("utf-16le").decode(bytes), guessed: null };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: new TextDecoder("utf-16be").decode(bytes), guessed: null };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), guessed: null };
  } catch {
    return { text: new TextDecoder("windows-1252").decode(bytes), guessed: "Windows-1252" };
  }
}
