import canonicalize from "canonicalize";
import { LedgerError } from "../ledger-error.ts";

/**
 * JSON in its one canonical spelling (RFC 8785). Throws `record-invalid` for what JSON cannot say exactly: NaN, infinite
 * numbers, lone surrogates, functions.
 *
 * @example
 *   canonicalJson({ b: 1, a: "ä" }); // '{"a":"ä","b":1}'
 */
export function canonicalJson(value: unknown): string {
  let text: string | undefined;
  try {
    text = canonicalize(value);
  } catch (cause) {
    throw notJson(cause instanceof Error ? cause.message : String(cause), cause);
  }
  if (text === undefined) throw notJson("there is no value");
  return text;
}

function notJson(why: string, cause?: unknown): LedgerError {
  return new LedgerError(
    "record-invalid",
    `this cannot be written as JSON: ${why}`,
    "Pass plain texts, numbers, lists and objects.",
    cause,
  );
}
