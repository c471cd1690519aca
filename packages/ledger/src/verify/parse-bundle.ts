import { LedgerError } from "../ledger-error.ts";
import { fromBase64 } from "./base64.ts";
import { refetch, type Bytes } from "./bytes.ts";
import type { Disclosure } from "./disclosure.ts";
import { checkJsonShape, shapeOfRecords } from "./json-shape.ts";
import type { ProofBundle } from "./proof-bundle.ts";

export const bundleFormat = "cleartitle/proof-bundle/1";

/** Bytes of a bundle. One has some kilobytes, and with every rule that Cleartitle knows beside it still far less. */
export const largestBundle = 16_777_216;

/** Bytes of an entry: a log holds none that is longer (C2SP tlog-tiles, "Log entries"). */
const longestEntry = 65_535;

/** Why a file of so many bytes is no bundle. They may be counted before the file is read, so that it costs no memory. */
export function bundleTooLarge(bytes: number): LedgerError {
  const limit = `${largestBundle / 1_048_576} MiB (${largestBundle} bytes)`;
  return new LedgerError(
    "too-large",
    `the file has ${bytes} bytes or more, and no proof bundle has more than ${limit}`,
    "Give the file that `prove` wrote; if it is that file, ask its owner for a smaller one.",
  );
}

/** Throws `too-large`. */
export function requireBundleSize(bytes: number): void {
  if (bytes > largestBundle) throw bundleTooLarge(bytes);
}

export interface ParsedBundle extends ProofBundle {
  readonly entry: Bytes;
}

/** Reads the text of a bundle without checking what it says. Throws `malformed`, `too-large` or `entry-too-large`. */
export function parseBundle(text: string): ParsedBundle {
  requireBundleSize(text.length);
  checkJsonShape(text, "the bundle", shapeOfRecords);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw notBundle("it is not JSON", cause);
  }
  const bundle = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  const { entry, proof, keyNotes, disclosures, attachments } = bundle;
  if (bundle["format"] !== bundleFormat) throw notBundle(`its format is not ${bundleFormat}`);
  if (typeof entry !== "string" || typeof proof !== "string") throw notBundle("entry or proof is missing");
  if (!isListOf(keyNotes, (note) => typeof note === "string")) throw notBundle("its key notes are missing");
  if (!isListOf(disclosures, isDisclosure)) throw notBundle("its disclosures are not what they should be");
  if (entry.length > Math.ceil(longestEntry / 3) * 4)
    throw new LedgerError(
      "entry-too-large",
      `the entry of the bundle has more than ${longestEntry} bytes, and no log holds one that is longer`,
      "No record of Cleartitle is like this: ask its owner what this is.",
    );
  return {
    entry: fromBase64(entry, "the entry of the bundle"),
    proof,
    keyNotes: keyNotes as readonly string[],
    disclosures: disclosures as readonly Disclosure[],
    attachments: (attachments ?? {}) as Readonly<Record<string, unknown>>,
  };
}

function isListOf(value: unknown, isOne: (one: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isOne);
}

function isDisclosure(value: unknown): boolean {
  const { field, salt, json } = (value ?? {}) as Partial<Disclosure>;
  return typeof field === "string" && typeof salt === "string" && typeof json === "string";
}

function notBundle(why: string, cause?: unknown): LedgerError {
  return new LedgerError("malformed", `not a proof bundle: ${why}`, refetch, cause);
}
