import type { CatalogRecord } from "@cleartitle/catalog";

import { CleartitleError } from "../../cleartitle-error.ts";
import { findNamed } from "../../records/name-record.ts";
import type { ReadableRecords } from "../../records/records.ts";
import type { ExitStatus, Surroundings } from "../../surroundings.ts";
import { Output } from "../../terminal/output.ts";
import { safeText } from "../../terminal/safe-text.ts";
import type { AttestOptions } from "./attest.ts";
import { openRecords, openWriter } from "./records-options.ts";

/** Kinds of records by which a person vouches for something. */
const vouching: ReadonlySet<string> = new Set(["attestation", "review", "publication"]);

/** `cleartitle attest --withdraw RECORD --by NAME`: what a record vouches for no longer counts. The record and its proofs stay. */
export async function withdraw(
  words: readonly string[],
  options: AttestOptions & { readonly withdraw: string },
  around: Surroundings,
): Promise<ExitStatus> {
  if (words.length > 0)
    throw new CleartitleError(
      "usage",
      `--withdraw only takes back: leave out ${words.join(" ")}, and attest it afterwards.`,
    );
  for (const name of ["role", "evidence", "for", "market"] as const)
    if (options[name] !== undefined)
      throw new CleartitleError("usage", `--${name} does not go with --withdraw; --statement says why.`);
  // A folder without a ledger must not get one for the sake of taking something back.
  await (await openRecords(options, around)).close();
  const writer = await openWriter(options, around);
  try {
    const known = await writer.read();
    const { position, record } = await findVouching(known, options.withdraw);
    const before = known.catalog.withdrawn(record.id);
    const written =
      before === null
        ? (
            await writer.write([
              {
                kind: "withdrawal",
                body: {
                  record: record.id,
                  index: position,
                  ...subjectOf(record.body),
                  ...(options.statement === undefined ? {} : { reason: options.statement }),
                  by: options.by,
                },
              },
            ])
          )[0]!.index
        : before;
    await new Output(around.stdout).write(
      options.json === true
        ? `${JSON.stringify({ withdrawn: position, record: written, written: before === null })}\n`
        : before === null
          ? `What record ${position} vouches for no longer counts; record ${written} says so. Both stay on record, and proofs of them hold.\n`
          : `Record ${position} was taken back already: record ${written} says so.\n`,
    );
    return 0;
  } finally {
    await writer.close();
  }
}

/** The one record that is meant, by its number or id, or by the file where one alone vouches for something about it. */
async function findVouching(known: ReadableRecords, name: string): Promise<CatalogRecord> {
  const named = await findNamed(known, name);
  const found = named.filter(({ record }) => vouching.has(record.kind));
  const standing = found.filter(({ record }) => known.catalog.withdrawn(record.id) === null);
  const [only, another] = found.length === 1 ? found : standing;
  if (only !== undefined && another === undefined) return only;
  const shown = safeText(name);
  if (found.length === 0)
    throw new CleartitleError(
      "usage",
      named.length === 1
        ? `Record ${named[0]!.position} is a ${named[0]!.record.kind}: only what somebody vouches for can be taken back (${[...vouching].join(", ")}).`
        : `Nothing on record vouches for anything about ${shown}.`,
    );
  throw new CleartitleError(
    "usage",
    `${found.length} records vouch for something about ${shown}: name one by its number, one of ${found.map(({ position }) => position).join(", ")}.`,
  );
}

function subjectOf(body: object): { readonly subject?: string } {
  const { subject } = body as { readonly subject?: unknown };
  return typeof subject === "string" ? { subject } : {};
}
