import { LedgerError } from "../ledger-error.ts";
import { concatenate, fromBase64, hex, utf8 } from "./bytes.ts";
import { sha256 } from "./web-crypto.ts";

/**
 * What opens one private field: its name, the salt (32 bytes, Base 64) and the value as the JSON text that was committed
 * to. The text is compared byte by byte, so a verifier needs no canonical JSON of its own.
 */
export interface Disclosure {
  readonly field: string;
  readonly salt: string;
  readonly json: string;
}

/** Stands before salt, field and value in what is hashed, so that no other hash can pass for a commitment. */
export const commitmentHeader = "cleartitle/commitment/v1\n";

/**
 * Checks that a disclosure opens the commitment that stands in a record, and returns the value.
 *
 * The salt has a fixed length, so no byte can move between salt, name and value. Throws `not-disclosed`.
 *
 * @example
 *   const prompt = await openDisclosure(record.private.prompt, disclosure);
 */
export async function openDisclosure(commitment: string, disclosure: Disclosure): Promise<unknown> {
  if ((await commit(disclosure)) !== commitment) {
    throw new LedgerError(
      "not-disclosed",
      `the value shown for "${disclosure.field}" is not the one that was recorded`,
      "Ask whoever disclosed it for the salt and the value as they were kept.",
    );
  }
  try {
    return JSON.parse(disclosure.json);
  } catch (cause) {
    // Whoever keeps a log can commit to anything; the answer is a refusal all the same.
    throw new LedgerError(
      "not-disclosed",
      `the value shown for "${disclosure.field}" is not JSON`,
      "Ask whoever wrote the record: it was committed to like this.",
      cause,
    );
  }
}

async function commit({ field, salt, json }: Disclosure): Promise<string> {
  const bytes = fromBase64(salt, "the salt of a disclosure");
  if (bytes.length !== 32) {
    throw new LedgerError("not-disclosed", "the salt of a disclosure has 32 bytes", "Copy it whole.");
  }
  return hex(await sha256(concatenate(utf8(commitmentHeader), bytes, utf8(`${field}\n${json}`))));
}
