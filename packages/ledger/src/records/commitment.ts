import { randomBytes } from "node:crypto";
import { sha256 } from "../tree/hash.ts";
import { base64 } from "../verify/base64.ts";
import { concatenate, hex, utf8 } from "../verify/bytes.ts";
import { commitmentHeader, type Disclosure } from "../verify/disclosure.ts";
import { canonicalJson } from "./canonical-json.ts";

export interface Commitment {
  /** What stands in the log: SHA-256 in hexadecimal. It tells nothing about the value as long as the salt is not known. */
  readonly digest: string;
  /** What opens it, kept beside the log until it is erased. */
  readonly opening: Disclosure;
}

/**
 * Commits to a value with a fresh salt of 32 bytes. Once salt and value are gone, nobody can tell even by guessing what
 * the value was, for the salt cannot be guessed. `salt` is for tests.
 */
export function commit(field: string, value: unknown, salt: Uint8Array = randomBytes(32)): Commitment {
  const json = canonicalJson(value);
  const digest = hex(sha256(concatenate(utf8(commitmentHeader), salt, utf8(`${field}\n${json}`))));
  return { digest, opening: { field, salt: base64(salt), json } };
}
