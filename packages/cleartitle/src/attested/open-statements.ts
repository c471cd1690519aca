import type { Statement } from "@cleartitle/catalog";
import type { Json } from "@cleartitle/ledger/records";
import { openDisclosure } from "@cleartitle/ledger/verify";

import { namesFact } from "../content/names-fact.ts";
import type { ReadableRecords } from "../records/records.ts";
import type { Overruling } from "./attested.ts";

type Known = Pick<ReadableRecords, "catalog" | "privates">;

/** A statement with its private value, and with the reason that it gives against the words of its file. */
export interface OpenStatement extends Statement {
  readonly overrules?: Overruling;
}

/**
 * What people vouch for of a file, by its SHA-256, or with null of none, with private values opened. One that was erased, or is not the
 * one that was recorded, stays undefined.
 */
export async function openStatements(
  known: Known,
  subject: string | null,
): Promise<readonly OpenStatement[]> {
  const statements = known.catalog.statements(subject);
  return Promise.all(
    statements.map(async (one) => {
      if (one.value === undefined) {
        const value = await openField(known, one, "privateValue");
        return value === undefined ? one : { ...one, value };
      }
      if (subject === null || one.kind !== "attestation" || one.value === true || !namesFact(one.fact))
        return one;
      const overrules = await overrulingOf(known, one);
      return overrules === null ? one : { ...one, overrules };
    }),
  );
}

/** Both count: a reason that nobody stands for any more, or a name without a reason, overrules nothing. */
async function overrulingOf(known: Known, one: Statement): Promise<Overruling | null> {
  const because = await openField(known, one, "because");
  if (typeof because !== "string" || because.trim() === "") return null;
  const by = await openField(known, one, "by");
  return typeof by === "string" && by.trim() !== "" ? { by, because } : null;
}

async function openField(
  { catalog, privates }: Known,
  { id }: Statement,
  field: string,
): Promise<Json | undefined> {
  const [found] = await catalog.find({ id });
  const commitment = found?.record.private[field];
  if (commitment === undefined) return undefined;
  try {
    const opening = (await privates.openings(id)).find((each) => each.field === field);
    return opening === undefined ? undefined : ((await openDisclosure(commitment, opening)) as Json);
  } catch {
    // Nobody can say what it was, and a fact that is missing is asked for.
    return undefined;
  }
}
