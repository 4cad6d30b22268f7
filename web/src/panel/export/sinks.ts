// Where an export goes while it arrives: straight to the disk, or into parts that the browser may keep off the heap.

import { node } from "../../shared/nodes";

export interface Sink {
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** The file is whole. */
  close(): Promise<void>;
  /** The file will never be whole: nothing of it stays. */
  abort(): Promise<void>;
}

interface PickerWindow {
  showSaveFilePicker?(options: { suggestedName: string }): Promise<FileSystemFileHandle>;
}

const PART = 4_000_000; // bytes gathered before the browser is given them for good

/** Asks where to save, if the browser can. Null: the person thought better of it. */
export async function sinkFor(name: string, type: string): Promise<Sink | null> {
  const picker = (window as PickerWindow).showSaveFilePicker;
  if (!picker) return blobSink(name, type);
  try {
    return fileSink(await picker.call(window, { suggestedName: name }));
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return null;
    return blobSink(name, type); // a browser, or a company's policy, that has the picker and forbids it
  }
}

async function fileSink(handle: FileSystemFileHandle): Promise<Sink> {
  const file = await handle.createWritable(); // a copy beside it, until it is closed
  return {
    write: (bytes) => file.write(bytes),
    close: () => file.close(),
    abort: () => file.abort(),
  };
}

/** Small arrays are gathered into blobs, which a browser may hold on disk; the file is made of those, not of a copy. */
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
