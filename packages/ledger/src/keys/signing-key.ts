import { createPrivateKey, createPublicKey, randomBytes, sign, verify, type KeyObject } from "node:crypto";
import { LedgerError } from "../ledger-error.ts";
import { concatenate, fromBase64, hex, utf8 } from "../verify/bytes.ts";
import { formatNote, type NoteSignature } from "../verify/note.ts";
import { makeVerifierKey, type VerifierKey } from "../verify/verifier-key.ts";
import type { CheckSignature } from "../verify/web-crypto.ts";

/** An Ed25519 key that signs notes under a name. */
export interface SigningKey {
  readonly public: VerifierKey;
  readonly secret: KeyObject;
  /** The line that a key file holds, in the form of Go's `note` package. Whoever has it can sign as the log. */
  readonly line: string;
}

// The DER that stands before the 32 bytes of a private and a public Ed25519 key (RFC 8410 §7, §4).
const privatePrefix = Uint8Array.from(Buffer.from("302e020100300506032b657004220420", "hex"));
const publicPrefix = Uint8Array.from(Buffer.from("302a300506032b6570032100", "hex"));

/** Makes a new key. `seed` is for tests; left out, it is random. */
export async function makeSigningKey(name: string, seed: Uint8Array = randomBytes(32)): Promise<SigningKey> {
  const secret = createPrivateKey({
    key: Buffer.from(concatenate(privatePrefix, seed)),
    format: "der",
    type: "pkcs8",
  });
  const spki = createPublicKey(secret).export({ format: "der", type: "spki" });
  const key = await makeVerifierKey(name, 1, spki.subarray(publicPrefix.length));
  const encoded = Buffer.from(concatenate(Uint8Array.of(1), seed)).toString("base64");
  return { public: key, secret, line: `PRIVATE+KEY+${name}+${hex(key.id)}+${encoded}\n` };
}

/** Reads a key file. Throws `key-damaged` without showing what it holds. */
export async function parseSigningKey(line: string, where: string): Promise<SigningKey> {
  const [, name, id, encoded] = /^PRIVATE\+KEY\+([^+]+)\+([0-9a-f]{8})\+(\S+)\n$/u.exec(line) ?? [];
  if (name === undefined || encoded === undefined) throw damaged(where, "it is not a signing key");
  let bytes: Uint8Array;
  try {
    bytes = fromBase64(encoded, "the key");
  } catch {
    throw damaged(where, "its key is not Base 64");
  }
  if (bytes.length !== 33 || bytes[0] !== 1) throw damaged(where, "it is not an Ed25519 key");
  const key = await makeSigningKey(name, bytes.subarray(1));
  if (hex(key.public.id) !== id) throw damaged(where, "id and key do not fit each other");
  return key;
}

/** Signs a text with one key or several and returns the whole note. */
export function signNote(text: string, keys: readonly SigningKey[]): string {
  const signatures = keys.map((key): NoteSignature => ({
    name: key.public.name,
    id: key.public.id,
    signature: new Uint8Array(sign(null, utf8(text), key.secret)),
  }));
  return formatNote({ text, signatures });
}

/** Checks an Ed25519 signature with Node's own library: several times faster than WebCrypto. */
export const checkWithNode: CheckSignature = (publicKey, message, signature) => {
  const key = createPublicKey({
    key: Buffer.from(concatenate(publicPrefix, publicKey)),
    format: "der",
    type: "spki",
  });
  return verify(null, message, key, signature);
};

function damaged(where: string, why: string): LedgerError {
  return new LedgerError(
    "key-damaged",
    `the signing key in ${where} cannot be used: ${why}`,
    "Restore the key file from a copy; if there is none, replace the lost key.",
  );
}
