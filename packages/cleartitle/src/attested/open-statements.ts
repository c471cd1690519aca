import type { Statement } from "@cleartitle/catalog";
import type { Json } from "@cleartitle/ledger/records";
import { openDisclosure } from "@cleartitle/ledger/verify";

import type { ReadableRecords } from "../records/records.ts";

/**
 * What people vouch for of a file, by its SHA-256, or with null of none, with private values opened. One that was erased, or is not the
 * one that was recorded, stays undefined.
 */
export async function openStatements(
  { catalog, privates }: Pick<ReadableRecords, "catalog" | "privates">,
  subject: string | null,
): Promise<readonly Statement[]> {
  const statements = catalog.statements(subject);
  if (statements.every(({ value }) => value !== undefined)) return statements;
  return Promise.all(
    statements.map(async (one) => {
      if (one.value !== undefined) return one;
      const [found] = await catalog.find({ id: one.id });
      const commitment = found?.record.private["privateValue"];
      return commitment === undefined ? one : { ...one, value: await open(privates, one.id, commitment) };
    }),
  );
}

async function open(
  privates: ReadableRecords["privates"],
  id: string,
  commitment: string,
): Promise<Json | undefined> {
  try {
    const opening = (await privates.openings(id)).find(({ field }) => field === "privateValue");
    return opening === undefined ? undefined : ((await openDisclosure(commitment, opening)) as Json);
  } catch {
    // Nobody can say what it was, and a fact that is missing is asked for.
    return undefined;
  }
}
