import { LedgerError } from "../ledger-error.ts";
import { refetch, type Bytes } from "./bytes.ts";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const none = 64;
/** The six bits that each character below 128 stands for. */
const bitsOf = new Uint8Array(128).fill(none);
for (let bits = 0; bits < none; bits += 1) bitsOf[alphabet.charCodeAt(bits)] = bits;

/** So many bytes are written at a time: a multiple of three, and no more than a call takes arguments. */
const bytesAtATime = 24_576;

/** Standard Base 64 (RFC 4648 §4). */
export function base64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += bytesAtATime)
    parts.push(btoa(String.fromCharCode(...bytes.subarray(at, at + bytesAtATime))));
  return parts.join("");
}

/**
 * Standard Base 64 (RFC 4648 §4) in its one canonical spelling, so that no flipped bit of the text goes unseen. The bytes
 * are written once, straight where they stay: a text of a stranger must not cost a multiple of its length.
 */
export function fromBase64(text: string, what: string): Bytes {
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const digits = text.length - padding;
  if (text.length % 4 !== 0) throw notBase64(what);
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let held = 0;
  let bits = 0;
  let end = 0;
  for (let at = 0; at < digits; at += 1) {
    const six = bitsOf[text.charCodeAt(at)] ?? none;
    if (six === none) throw notBase64(what);
    held = ((held << 6) | six) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[end] = held >>> bits;
    end += 1;
  }
  // Bits that stand for nothing are zero in the one canonical spelling.
  if ((held & ((1 << bits) - 1)) !== 0) throw notBase64(what);
  return bytes;
}

function notBase64(what: string): LedgerError {
  return new LedgerError("malformed", `${what} is not canonical Base 64`, refetch);
}
