/**
 * Bytes that can be read in ranges. `read` may answer at once or later; it returns fewer bytes than asked only where the
 * source ends. A returned array may be a view of the source's own buffer: it is valid until `close`, and not to be written to.
 */
export interface ByteSource {
  readonly size: number;
  /** Bytes from `start` (inclusive) up to `start + length`, clipped to the size. */
  read(start: number, length: number): Uint8Array | Promise<Uint8Array>;
  /** Reads into the caller's memory, for bytes that are looked at once; returns how many came. Not every source has it. */
  readInto?(target: Uint8Array, start: number): number;
  /** Lets go of the file behind the source, if there is one. Reading again afterwards is allowed. */
  close?(): void;
}

/** A source over bytes that are already in memory. */
export function fromBytes(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: (start, length) => bytes.subarray(start, Math.min(bytes.length, start + length)),
  };
}

/** A source over a `Blob` or `File`, as a browser has it: only the ranges that are asked for are loaded. */
export function fromBlob(blob: Blob): ByteSource {
  return {
    size: blob.size,
    read: async (start, length) =>
      new Uint8Array(await blob.slice(start, Math.min(blob.size, start + length)).arrayBuffer()),
  };
}
