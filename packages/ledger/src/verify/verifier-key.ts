import { LedgerError } from "../ledger-error.ts";
import { base64, fromBase64 } from "./base64.ts";
import { concatenate, equalBytes, hex, utf8, type Bytes } from "./bytes.ts";
import { quoted } from "./quoted.ts";
import { sha256 } from "./web-crypto.ts";

/** 1: Ed25519 over the note's text. 4: Ed25519 by a witness over the text and a time (C2SP signed-note, "Signature types"). */
export type KeyType = 1 | 4;

/** A public key that a note can be checked with. `id` is the first four bytes of a digest over name, type and key. */
export interface VerifierKey {
  readonly name: string;
  readonly type: KeyType;
  readonly id: Bytes;
  readonly publicKey: Bytes;
}

/** Makes a verifier key from its parts. `publicKey` is the 32 bytes of RFC 8032. */
export async function makeVerifierKey(
  name: string,
  type: KeyType,
  publicKey: Uint8Array,
): Promise<VerifierKey> {
  checkKeyName(name);
  const digest = await sha256(concatenate(utf8(`${name}\n`), Uint8Array.of(type), publicKey));
  return { name, type, id: digest.slice(0, 4), publicKey: new Uint8Array(publicKey) };
}

/** Writes a key as one line, `name+id+key`, the form that Go's `note` package and its tools read. */
export function formatVerifierKey(key: VerifierKey): string {
  return `${key.name}+${hex(key.id)}+${base64(concatenate(Uint8Array.of(key.type), key.publicKey))}`;
}

/** Reads a key line. Throws `malformed` where the id does not fit the key: a mistyped line is found at once. */
export async function parseVerifierKey(line: string): Promise<VerifierKey> {
  const parts = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/u.exec(line);
  const [, name = "", id = "", encoded = ""] = parts ?? [];
  if (parts === null) throw badKey(line, "it is not name+id+key");
  const bytes = fromBase64(encoded, "the key of a verifier key line");
  const type = bytes[0];
  if (bytes.length !== 33 || (type !== 1 && type !== 4)) throw badKey(line, "it is not an Ed25519 key");
  const key = await makeVerifierKey(name, type, bytes.subarray(1));
  if (hex(key.id) !== id) throw badKey(line, `its id should be ${hex(key.id)}`);
  return key;
}

/** Two keys are one where name and id agree; C2SP identifies signers by exactly that pair. */
export function isSameKey(left: VerifierKey, right: VerifierKey): boolean {
  return left.name === right.name && equalBytes(left.publicKey, right.publicKey) && left.type === right.type;
}

export function checkKeyName(name: string): void {
  if (name === "" || /[\s+\p{Z}\p{Cc}]/u.test(name)) {
    throw new LedgerError(
      "malformed",
      `${quoted(name)} cannot name a log or key: spaces, plus signs and control characters are not allowed`,
      "Choose a name like example.com/ledger.",
    );
  }
}

function badKey(line: string, why: string): LedgerError {
  return new LedgerError(
    "malformed",
    `not a verifier key: ${why} (${quoted(line, 120)})`,
    "Copy the whole line, as the log's owner published it.",
  );
}
