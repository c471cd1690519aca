import { LedgerError } from "../ledger-error.ts";
import { quoted } from "./quoted.ts";

const encoder = new TextEncoder();

/** A copy in which the type says that nobody shares the memory: WebCrypto takes nothing else. */
export type Bytes = Uint8Array<ArrayBuffer>;

export function utf8(text: string): Bytes {
  return encoder.encode(text);
}

/** Refuses byte sequences that are not UTF-8 instead of replacing them: two different files must not read alike. */
export function utf8Text(bytes: Uint8Array, what: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new LedgerError(
      "malformed",
      `${what} is not valid UTF-8`,
      "Fetch the file again, unchanged.",
      cause,
    );
  }
}

export function concatenate(...parts: readonly Uint8Array[]): Bytes {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, at) => byte === right[at]);
}

export function hex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
  return text;
}

/** The bytes that an even number of hexadecimal digits stands for; for constants, so it checks nothing. */
export function fromHex(text: string): Bytes {
  return Uint8Array.from(text.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
}

/** A decimal without sign or leading zero, up to the largest integer a double holds exactly. */
export function decimal(text: string, what: string): number {
  const value = Number(text);
  if (!/^(0|[1-9][0-9]*)$/.test(text) || !Number.isSafeInteger(value)) {
    throw new LedgerError("malformed", `${what} is not a decimal number: ${quoted(text, 40)}`, refetch);
  }
  return value;
}

export const refetch = "Ask for the file again from where it came; do not edit it.";
