import { createHash } from "node:crypto";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from "node:zlib";
import type { ByteSource } from "./bytes/byte-source.ts";
import { type Brotli, inflate as portableInflate, type Inflate } from "./bytes/inflate.ts";
import type { Hasher } from "./digest.ts";
import type { Evidence } from "./evidence.ts";
import { type EvidenceOptions, readEvidence } from "./read-evidence.ts";

export {
  type ClosableCredentialReader,
  type CredentialReaderOptions,
  createCredentialReader,
} from "./credentials/create-credential-reader.ts";

/**
 * A file as a source of bytes. Only the ranges that are asked for are read. The file is opened on the first read and again
 * after `close`, so a source may be kept; one that cannot be opened throws the system's error on the first use.
 */
export function openFile(path: string): ByteSource {
  let handle: number | null = null;
  let size = -1;
  const open = (): number => {
    if (handle !== null) return handle;
    handle = openSync(path, "r");
    if (size < 0) {
      const stat = fstatSync(handle);
      if (!stat.isFile()) {
        closeSync(handle);
        handle = null;
        throw new Error(`${path} is not a file.`);
      }
      size = stat.size;
    }
    return handle;
  };
  return {
    get size(): number {
      open();
      return size;
    },
    read: (start, length) => {
      const file = open();
      const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(length, size - start)));
      let filled = 0;
      while (filled < bytes.length) {
        const count = readSync(file, bytes, filled, bytes.length - filled, start + filled);
        if (count === 0) break;
        filled += count;
      }
      return bytes.subarray(0, filled);
    },
    close: () => {
      if (handle === null) return;
      closeSync(handle);
      handle = null;
    },
  };
}

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
