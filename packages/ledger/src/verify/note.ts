import { LedgerError } from "../ledger-error.ts";
import { base64, fromBase64 } from "./base64.ts";
import { concatenate, equalBytes, refetch, utf8, type Bytes } from "./bytes.ts";
import { quoted } from "./quoted.ts";
import type { VerifierKey } from "./verifier-key.ts";
import { checkWithWebCrypto, type CheckSignature } from "./web-crypto.ts";

export interface NoteSignature {
  readonly name: string;
  readonly id: Bytes;
  readonly signature: Bytes;
}

/** A text with signatures under it (C2SP signed-note). `text` ends with a newline and is what was signed. */
export interface Note {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** Who signed. `time` is in seconds since 1970 and stands only under a witness's signature. */
export interface Signer {
  readonly key: VerifierKey;
  readonly time: number | null;
}

const mostSignatures = 64;

/** Reads a signed note without checking it. Throws `malformed`. */
export function parseNote(note: string): Note {
  if (hasControlCharacter(note)) throw badNote("it holds control characters");
  const split = note.lastIndexOf("\n\n");
  if (split < 0) throw badNote("no blank line stands between text and signatures");
  if (!note.endsWith("\n")) throw badNote("its last line is cut off");
  const lines = note.slice(split + 2, -1).split("\n", mostSignatures + 1);
  if (lines.length > mostSignatures) throw badNote(`it has more than ${mostSignatures} signatures`);
  return { text: note.slice(0, split + 1), signatures: lines.map(parseSignature) };
}

/** Writes a note as it is stored and sent. */
export function formatNote({ text, signatures }: Note): string {
  return `${text}\n${signatures.map(formatSignature).join("")}`;
}

/** The line of one signature, with its newline. */
export function formatSignature({ name, id, signature }: NoteSignature): string {
  return `— ${name} ${base64(concatenate(id, signature))}\n`;
}

/**
 * Checks a note against the keys one trusts and returns who of them signed, in the order of the note.
 *
 * Signatures by unknown keys are passed over (that is how keys rotate and witnesses are added); a signature by a known
 * key that does not fit makes the whole note worthless. Throws `bad-signature` and `unknown-signer`.
 * Source: C2SP signed-note, "Signatures".
 */
export async function checkNote(
  note: Note,
  keys: readonly VerifierKey[],
  check: CheckSignature = checkWithWebCrypto,
): Promise<readonly Signer[]> {
  const signers: Signer[] = [];
  for (const signature of note.signatures) {
    const key = keys.find(({ name, id }) => name === signature.name && equalBytes(id, signature.id));
    if (key === undefined) continue;
    const signed = signedMessage(note.text, signature, key);
    if (signed === null || !(await check(key.publicKey, signed.message, signed.signature))) {
      throw new LedgerError(
        "bad-signature",
        `the signature of ${quoted(key.name)} does not fit the text above it`,
        "Text or signature was changed after signing: trust neither.",
      );
    }
    signers.push({ key, time: signed.time });
  }
  if (signers.length === 0) {
    const names = note.signatures.map(({ name }) => quoted(name)).join(", ");
    throw new LedgerError(
      "unknown-signer",
      `signed by ${names}, with keys that are not among the ${keys.length} you trust`,
      "Get the log's verifier key from its owner over a way you trust.",
    );
  }
  return signers;
}

function signedMessage(
  text: string,
  { signature }: NoteSignature,
  key: VerifierKey,
): { readonly message: Bytes; readonly signature: Bytes; readonly time: number | null } | null {
  if (key.type === 1) {
    return signature.length === 64 ? { message: utf8(text), signature, time: null } : null;
  }
  // C2SP tlog-cosignature: eight bytes of time, then the signature over a header with that time and the text.
  if (signature.length !== 72) return null;
  const time = Number(new DataView(signature.buffer, signature.byteOffset).getBigUint64(0));
  return {
    message: utf8(cosignedMessage(text, time)),
    signature: signature.slice(8),
    time,
  };
}

/** What a witness signs: the text of a checkpoint behind the time at which it was seen, in seconds since 1970. */
export function cosignedMessage(text: string, time: number): string {
  return `cosignature/v1\ntime ${time}\n${text}`;
}

function parseSignature(line: string): NoteSignature {
  const [, name = "", encoded = ""] = /^— ([^\s+]+) (\S+)$/u.exec(line) ?? [];
  if (name === "") throw badNote(`this is not a signature line: ${quoted(line, 80)}`);
  const bytes = fromBase64(encoded, `the signature of ${quoted(name)}`);
  if (bytes.length < 5) throw badNote(`the signature of ${quoted(name)} is too short`);
  return { name, id: bytes.slice(0, 4), signature: bytes.slice(4) };
}

function hasControlCharacter(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x20 && code !== 0x0a) return true;
  }
  return false;
}

function badNote(why: string): LedgerError {
  return new LedgerError("malformed", `not a signed note: ${why}`, refetch);
}
