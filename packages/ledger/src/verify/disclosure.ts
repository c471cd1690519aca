import { LedgerError } from "../ledger-error.ts";
import { fromBase64 } from "./base64.ts";
import { concatenate, hex, utf8 } from "./bytes.ts";
import { isCanonicalJson } from "./canonical-json.ts";
import { checkJsonShape, shapeOfRecords } from "./json-shape.ts";
import { quoted } from "./quoted.ts";
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

/** UTF-16 code units of a value: a field of a record has 40,000 at most, and a list of them is still far from this. */
const longestValue = 4_194_304;

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
      `the value shown for ${quoted(disclosure.field)} is not the one that was recorded`,
      "Ask whoever disclosed it for the salt and the value as they were kept.",
    );
  }
  return valueOf(disclosure);
}

/** Whoever keeps a log can commit to anything. A value that two readers would read in two ways is refused all the same. */
function valueOf({ field, json }: Disclosure): unknown {
  const refused = (why: string, cause?: unknown): LedgerError =>
    new LedgerError(
      "not-disclosed",
      `the value shown for ${quoted(field)} ${why}`,
      "Ask whoever wrote the record: it was committed to like this.",
      cause,
    );
  if (json.length > longestValue) throw refused(`has more than ${longestValue} characters`);
  checkJsonShape(json, `the value shown for ${quoted(field)}`, shapeOfRecords);
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw refused("is not JSON", cause);
  }
  if (!isCanonicalJson(json, value)) throw refused("is not written in the one canonical way (RFC 8785)");
  return value;
}

async function commit({ field, salt, json }: Disclosure): Promise<string> {
  // A kept file may have been damaged into another shape.
  const bytes = fromBase64([salt].join(""), "the salt of a disclosure");
  if (bytes.length !== 32) {
    throw new LedgerError("not-disclosed", "the salt of a disclosure has 32 bytes", "Copy it whole.");
  }
  return hex(await sha256(concatenate(utf8(commitmentHeader), bytes, utf8(`${field}\n${json}`))));
}
