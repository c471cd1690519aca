import type { CatalogRecord } from "@cleartitle/catalog";
import { isOfKind } from "@cleartitle/ledger/records";

import type { ReadableRecords } from "./records.ts";

/** A file that others were made from, or that was made from them. */
export interface LineageFile {
  readonly sha256: string;
  /** `both` where edits lead round in a circle. */
  readonly place: "before" | "this" | "after" | "both";
  /** What it was made from: by an edit, or by a generation that it was an input of. */
  readonly madeFrom: readonly { readonly sha256: string; readonly record: number }[];
  /** What is on record about it, oldest first. A record that led to another file of the line stands there alone. */
  readonly records: readonly CatalogRecord[];
}

/** The line that a file stands in, what came first in front. */
export interface Lineage {
  readonly files: readonly LineageFile[];
  /** False where there are more files than are followed. */
  readonly whole: boolean;
}

interface Step {
  readonly from: string;
  readonly to: string;
  readonly record: number;
}

const mostFiles = 1000;

/**
 * Everything that a file was made from and that was made of it, by the edits and generations on record. What else was made from the same
 * origin is not part of it. Circles and forks end: each file is visited once in each direction.
 */
export async function lineageOf(
  { catalog }: Pick<ReadableRecords, "catalog">,
  sha256: string,
): Promise<Lineage> {
  const known = new Map<string, readonly CatalogRecord[]>();
  const recordsOf = async (file: string): Promise<readonly CatalogRecord[]> => {
    const found = known.get(file) ?? (await catalog.find({ file }));
    known.set(file, found);
    return found;
  };
  const before = await follow(sha256, recordsOf, (step, file) => (step.to === file ? step.from : null));
  const after = await follow(sha256, recordsOf, (step, file) => (step.from === file ? step.to : null));
  const members = new Set([...before.files, sha256, ...after.files]);
  const steps = unique([...members].flatMap((file) => (known.get(file) ?? []).flatMap(stepsOf))).filter(
    ({ from, to }) => members.has(from) && members.has(to),
  );
  const ordered = inOrder([...members], steps, known);
  const rank = new Map(ordered.map((file, at) => [file, at]));
  const files = ordered.map((file): LineageFile => {
    const leading = new Set(steps.filter(({ from }) => from === file).map(({ record }) => record));
    return {
      sha256: file,
      place: placeOf(file, sha256, before.files, after.files),
      madeFrom: steps
        .filter(({ to }) => to === file)
        .map(({ from, record }) => ({ sha256: from, record }))
        .toSorted(
          (one, other) =>
            one.record - other.record || (rank.get(one.sha256) ?? 0) - (rank.get(other.sha256) ?? 0),
        ),
      records: (known.get(file) ?? []).filter(({ position }) => !leading.has(position)),
    };
  });
  return { files, whole: before.whole && after.whole };
}

async function follow(
  start: string,
  recordsOf: (file: string) => Promise<readonly CatalogRecord[]>,
  next: (step: Step, file: string) => string | null,
): Promise<{ readonly files: ReadonlySet<string>; readonly whole: boolean }> {
  const files = new Set<string>([start]);
  for (const file of files) {
    for (const step of (await recordsOf(file)).flatMap(stepsOf)) {
      const other = next(step, file);
      if (other === null || files.has(other)) continue;
      if (files.size > mostFiles) return { files: without(files, start), whole: false };
      files.add(other);
    }
  }
  return { files: without(files, start), whole: true };
}

/** What a record says was made from what. */
function stepsOf({ position, record }: CatalogRecord): readonly Step[] {
  if (isOfKind(record, "edit")) {
    const { before, after } = record.body;
    return before === undefined || after === undefined
      ? []
      : [{ from: before, to: after.sha256, record: position }];
  }
  if (!isOfKind(record, "generation") || record.body.output === undefined) return [];
  const { sha256: to } = record.body.output;
  return (record.body.inputs ?? [])
    .filter(({ sha256 }) => sha256 !== to)
    .map(({ sha256: from }) => ({ from, to, record: position }));
}

/** What was made from something stands behind it; of several that could come next, the one that is on record first. */
function inOrder(
  files: readonly string[],
  steps: readonly Step[],
  known: ReadonlyMap<string, readonly CatalogRecord[]>,
): readonly string[] {
  const first = (file: string): number => known.get(file)?.[0]?.position ?? Number.POSITIVE_INFINITY;
  const left = new Set(files.toSorted((one, other) => first(one) - first(other)));
  const ordered: string[] = [];
  while (left.size > 0) {
    const waiting = new Set(
      steps.filter(({ from, to }) => left.has(from) && left.has(to)).map(({ to }) => to),
    );
    // In a circle each waits for another: the one on record first goes first.
    const next = [...left].find((file) => !waiting.has(file)) ?? [...left][0]!;
    left.delete(next);
    ordered.push(next);
  }
  return ordered;
}

function placeOf(
  file: string,
  start: string,
  before: ReadonlySet<string>,
  after: ReadonlySet<string>,
): LineageFile["place"] {
  if (file === start) return "this";
  if (before.has(file)) return after.has(file) ? "both" : "before";
  return "after";
}

function without(files: ReadonlySet<string>, start: string): ReadonlySet<string> {
  return new Set([...files].filter((file) => file !== start));
}

function unique(steps: readonly Step[]): readonly Step[] {
  return [...new Map(steps.map((step) => [JSON.stringify(step), step])).values()];
}
