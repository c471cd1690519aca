import { rowsOfRecord } from "@cleartitle/catalog";
import { canonicalJson, type LedgerRecord } from "@cleartitle/ledger/records";

import type { ExportedRecord } from "./exported-record.ts";

/** What one record of an export says about a fact. */
interface Said {
  readonly of: ExportedRecord;
  readonly subject: string;
  readonly fact: string;
  readonly use: string | null;
  readonly market: string | null;
  readonly value: string;
}

/**
 * Records that contradict one that cannot be brought along, or stand with one that does, each with that one's number: alone they would count, though
 * where they come from nobody has said anything. `gone` are those that cannot be brought along; what was taken back is in neither.
 */
export function disputedInExport(
  standing: readonly ExportedRecord[],
  gone: ReadonlySet<ExportedRecord>,
): ReadonlyMap<ExportedRecord, number> {
  const disputed = new Map<ExportedRecord, number>();
  if (gone.size === 0) return disputed;
  const byFact = Map.groupBy(standing.flatMap(saidIn), ({ fact }) => fact);
  for (const said of byFact.values()) {
    for (const lost of said.filter(({ of }) => gone.has(of))) {
      const same = said.filter((one) => areOfOneThing(one, lost));
      if (new Set(same.map(({ value }) => value)).size > 1)
        for (const { of } of same) disputed.set(of, lost.of.index);
    }
  }
  return disputed;
}

function saidIn(of: ExportedRecord): readonly Said[] {
  const statement = statementsOf(of);
  const hidden = of.private["privateValue"];
  return statement.flatMap(({ value, ...said }) => {
    // A private value that was erased says nothing.
    if (value === "" && hidden === undefined) return [];
    return [{ of, ...said, value: value === "" ? canonicalJson(hidden) : value }];
  });
}

/** What has not the form of its kind says nothing; it is refused where it is written. */
function statementsOf(of: ExportedRecord): ReturnType<typeof rowsOfRecord>["statement"] {
  try {
    return rowsOfRecord(of.index, { ...of, format: "cleartitle/record" } as LedgerRecord).statement;
  } catch {
    return [];
  }
}

/** What is said of no file holds for each; a place where something was published may be asked about as none. */
function areOfOneThing(one: Said, other: Said): boolean {
  const isPublication = one.of.kind === "publication" || other.of.kind === "publication";
  return (
    (one.subject === other.subject || one.subject === "" || other.subject === "") &&
    one.use === other.use &&
    (one.market === other.market || isPublication)
  );
}
