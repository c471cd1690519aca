import { createPrivateKey, createPublicKey, randomBytes, sign, verify, type KeyObject } from "node:crypto";
import { LedgerError } from "../ledger-error.ts";
import { fromBase64 } from "../verify/base64.ts";
import { concatenate, hex, utf8 } from "../verify/bytes.ts";
import { cosignedMessage, formatNote, type NoteSignature } from "../verify/note.ts";
import { makeVerifierKey, type KeyType, type VerifierKey } from "../verify/verifier-key.ts";
import type { CheckSignature } from "../verify/web-crypto.ts";

/** An Ed25519 key that signs notes under a name: as a log (type 1), or as a witness who adds the time (type 4). */
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
export async function makeSigningKey(
  name: string,
  seed: Uint8Array = randomBytes(32),
  type: KeyType = 1,
): Promise<SigningKey> {
  const secret = createPrivateKey({
    key: Buffer.from(concatenate(privatePrefix, seed)),
    format: "der",
    type: "pkcs8",
  });
  const spki = createPublicKey(secret).export({ format: "der", type: "spki" });
  const key = await makeVerifierKey(name, type, spki.subarray(publicPrefix.length));
  const encoded = Buffer.from(concatenate(Uint8Array.of(type), seed)).toString("base64");
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
  const type = bytes[0];
  if (bytes.length !== 33 || (type !== 1 && type !== 4)) throw damaged(where, "it is not an Ed25519 key");
  const key = await makeSigningKey(name, bytes.subarray(1), type);
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

/**
 * A witness's signature under a checkpoint: at this time it was the largest that the witness had seen, and it continued
 * those before. `text` is the checkpoint without signatures, `time` in whole seconds since 1970.
 * Source: C2SP tlog-cosignature, "Ed25519".
 */
export function cosign(text: string, { public: key, secret }: SigningKey, time: number): NoteSignature {
  const signature = new Uint8Array(72);
  new DataView(signature.buffer).setBigUint64(0, BigInt(time));
  signature.set(sign(null, utf8(cosignedMessage(text, time)), secret), 8);
  return { name: key.name, id: key.id, signature };
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
