// Targets of an export: a file on disk, or blobs that the browser may keep outside the heap.

import { node } from "../../shared/nodes";

export interface Sink {
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Completes the file. */
  close(): Promise<void>;
  /** Discards the file. */
  abort(): Promise<void>;
}

interface PickerWindow {
  showSaveFilePicker?(options: { suggestedName: string }): Promise<FileSystemFileHandle>;
}

const PART = 4_000_000; // bytes collected before they become a blob

/** Opens the browser's save dialog if it has one. Null: the user cancelled. */
export async function sinkFor(name: string, type: string): Promise<Sink | null> {
  const picker = (window as PickerWindow).showSaveFilePicker;
  if (!picker) return blobSink(name, type);
  try {
    return fileSink(await picker.call(window, { suggestedName: name }));
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return null;
    return blobSink(name, type); // the picker exists, but the browser or a policy forbids it
  }
}

async function fileSink(handle: FileSystemFileHandle): Promise<Sink> {
  const file = await handle.createWritable(); // writes to a temporary copy until close()
  return {
    write: (bytes) => file.write(bytes),
    close: () => file.close(),
    abort: () => file.abort(),
  };
}

/** Collects small arrays into blobs, which a browser may keep on disk. The file is made of the blobs without a copy. */
function blobSink(name: string, type: string): Sink {
  let blobs: Blob[] = [];
  let waiting: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const settle = () => {
    if (size) blobs.push(new Blob(waiting));
    waiting = [];
    size = 0;
  };
  return {
    async write(bytes) {
      waiting.push(bytes);
      size += bytes.length;
      if (size >= PART) settle();
    },
    async close() {
      settle();
      const address = URL.createObjectURL(new Blob(blobs, { type }));
      node("a", { href: address, download: name }).click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000); // read after the click has returned
      blobs = [];
    },
    async abort() {
      [blobs, waiting, size] = [[], [], 0];
    },
  };
}
