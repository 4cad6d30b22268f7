// Limits of the API. `test/panel/upload/intake.json` has the same values; tests on both sides compare them.
export const MOST_ITEMS = 5_000; // of one batch
export const MOST_BYTES = 10_000_000; // per request
export const MOST_CHARACTERS = 5_000; // of a comment
export const MOST_FIELD = 200; // characters of a name
export const MOST_FILE = 100_000_000; // bytes of a file; our own limit, because the whole file is held in memory
