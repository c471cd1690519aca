import { createHash } from "node:crypto";
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from "node:zlib";
import type { ByteSource } from "./bytes/byte-source.ts";
import { type Brotli, inflate as portableInflate, type Inflate } from "./bytes/inflate.ts";
import type { Hasher } from "./digest.ts";
import type { Evidence } from "./evidence.ts";
import { limits } from "./limits.ts";
import { type RawView, readCarriers } from "./read-carriers.ts";
import { type EvidenceOptions, readEvidence } from "./read-evidence.ts";

export {
  type ClosableCredentialReader,
  type CredentialReaderOptions,
  createCredentialReader,
} from "./credentials/create-credential-reader.ts";

/**
 * Memory for the reads of an open file, one after the other, used again for the next file: what most files need, and many small
 * buffers would keep the garbage collector busy.
 */
const spare: Uint8Array[] = [];
const SPARE_BUFFERS = 8;
const ARENA_BYTES = 65_536;

/** A pipe that took a file's place since somebody looked would keep the whole program waiting for who writes to it. Windows has no such flag. */
const withoutWaiting = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * A file as a source of bytes. Only the ranges that are asked for are read. The file is opened on the first use and again
 * after `close`, so a source may be kept; what was read is valid until `close`. One that cannot be opened throws the system's
 * error on the first use.
 */
export function openFile(path: string): ByteSource {
  let handle: number | null = null;
  let arena: Uint8Array = NOTHING;
  let headLength = 0;
  let used = 0;
  let size = 0;
  const open = (): number => {
    if (handle !== null) return handle;
    const opened = openSync(path, withoutWaiting);
    try {
      arena = spare.pop() ?? new Uint8Array(ARENA_BYTES);
      headLength = readSync(opened, arena, 0, limits.readAhead, 0);
      used = headLength;
      // A short first read is the whole file; only larger ones have to be asked for their size.
      size = headLength < limits.readAhead ? headLength : fstatSync(opened).size;
    } catch (error) {
      closeSync(opened);
      throw error;
    }
    handle = opened;
    return opened;
  };
  return {
    get size(): number {
      open();
      return size;
    },
    read: (start, length) => {
      const file = open();
      const end = Math.min(size, start + length);
      if (end <= headLength) return arena.subarray(start, Math.max(start, end));
      const wanted = Math.max(0, end - start);
      const fits = used + wanted <= ARENA_BYTES;
      const bytes = fits ? arena : Buffer.allocUnsafe(wanted);
      const from = fits ? used : 0;
      let filled = 0;
      while (filled < wanted) {
        const count = readSync(file, bytes, from + filled, wanted - filled, start + filled);
        if (count === 0) break;
        filled += count;
      }
      if (fits) used += filled;
      return bytes.subarray(from, from + filled);
    },
    readInto: (target, start) => readSync(open(), target, 0, target.length, start),
    close: () => {
      if (handle === null) return;
      closeSync(handle);
      handle = null;
      if (spare.length < SPARE_BUFFERS) spare.push(arena);
      arena = NOTHING;
    },
  };
}

const NOTHING = new Uint8Array(0);

/** Inflates with zlib where the result fits the limit; what is cut off or damaged is read by the portable one, which keeps its beginning. */
export const inflate: Inflate = (input, format, limit) => {
  const unpack = format === "zlib" ? inflateSync : format === "gzip" ? gunzipSync : inflateRawSync;
  try {
    return { bytes: unpack(input, { maxOutputLength: limit }), complete: true, reason: "end" };
  } catch {
    return portableInflate(input, format, limit);
  }
};

/** Brotli by zlib. */
export const brotli: Brotli = (input, limit) => {
  try {
    return brotliDecompressSync(input, { maxOutputLength: limit });
  } catch {
    return null;
  }
};

/** SHA-256 by `node:crypto`. */
export function sha256(): Hasher {
  const hash = createHash("sha256");
  return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest("hex") };
}

/** `readEvidence` of a file on disk, with the faster parts that Node has. */
export function readFileEvidence(path: string, options: EvidenceOptions = {}): Promise<Evidence> {
  return readEvidence(openFile(path), {
    name: path,
    inflate,
    ...options,
    ...(options.sha256 === true ? { sha256 } : {}),
  });
}

/** `readCarriers` of a file on disk, with the faster parts that Node has. */
export function readFileCarriers(path: string): Promise<RawView> {
  return readCarriers(openFile(path), { inflate, brotli });
}
