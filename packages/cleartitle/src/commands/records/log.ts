import type { CatalogQuery, CatalogRecord } from "@cleartitle/catalog";
import { recordKinds } from "@cleartitle/ledger/records";

import { didYouMean } from "../../ask/did-you-mean.ts";
import { parseDay } from "../../ask/parse-day.ts";
import { openStatements } from "../../attested/open-statements.ts";
import { CleartitleError } from "../../cleartitle-error.ts";
import { namesFact } from "../../content/names-fact.ts";
import { hashOf } from "../../records/name-record.ts";
import { recordLine } from "../../records/record-line.ts";
import type { Records } from "../../records/records.ts";
import type { ExitStatus, Surroundings } from "../../surroundings.ts";
import { Output } from "../../terminal/output.ts";
import { safeText } from "../../terminal/safe-text.ts";
import { openRecords, type RecordsOptions } from "./records-options.ts";

export interface LogOptions extends RecordsOptions {
  readonly party?: string;
  readonly verdict?: string;
  readonly use?: string;
  readonly market?: string;
  readonly kind?: string;
  readonly since?: string;
  readonly until?: string;
  readonly file?: string;
  readonly open?: string | true;
  readonly last?: string;
  readonly lineage?: true;
  readonly withoutReason?: true;
}

/** `cleartitle log`: the records, in the order of the log. All filters given must hold. */
export async function log(options: LogOptions, around: Surroundings): Promise<ExitStatus> {
  if (options.lineage === true) return (await import("./lineage.ts")).lineage(options, around);
  const query = await queryOf(options);
  const records = await openRecords(options, around);
  try {
    const found = await records.catalog.find(query);
    const ordered = query.newestFirst === true ? found.toReversed() : found;
    const rows = options.withoutReason === true ? await withoutReason(records, ordered) : ordered;
    const output = new Output(around.stdout);
    if (options.json === true) {
      await output.write(
        `${JSON.stringify(
          rows.map(({ position, record }) => ({ index: position, ...record })),
          null,
          2,
        )}\n`,
      );
      return 0;
    }
    for (const row of rows) await output.write(`${recordLine(row, around.stdout)}\n`);
    if (rows.length === 0) tellUnknown(records, options, around);
    const of = `${records.reader.head.size} in the ledger`;
    around.stderr.write(`${rows.length === 1 ? "1 record" : `${rows.length} records`} of ${of}.\n`);
    return 0;
  } finally {
    await records.close();
  }
}

/**
 * Records that deny, without a reason, what the words of a file can name. Where they do name it, such a record no longer counts: whoever vouched for it
 * says it anew with `--because`, or takes it back.
 */
async function withoutReason(
  records: Pick<Records, "catalog" | "privates">,
  rows: readonly CatalogRecord[],
): Promise<readonly CatalogRecord[]> {
  const found: CatalogRecord[] = [];
  for (const row of rows) {
    const { subject } = row.record.body as { readonly subject?: unknown };
    if (typeof subject !== "string") continue;
    const said = await openStatements(records, subject);
    const denies = said.some(
      ({ id, fact, value, overrules }) =>
        id === row.record.id && namesFact(fact) && value !== true && overrules === undefined,
    );
    if (denies) found.push(row);
  }
  return found;
}

/** A word that no record has finds nothing, which looks as if there were nothing: it may be mistyped. */
function tellUnknown({ catalog }: Records, options: LogOptions, { stderr }: Surroundings): void {
  for (const part of ["use", "market", "party"] as const) {
    const asked = options[part];
    const values = asked === undefined ? [] : catalog.valuesOf(part);
    if (asked === undefined || values.includes(asked)) continue;
    const near = didYouMean(asked, values);
    const has = values.length === 0 ? "" : ` On record: ${values.slice(0, mostListed).join(", ")}.`;
    stderr.write(`${safeText(`No record has the ${part} "${asked}".${near === "" ? has : near}`)}\n`);
  }
}

const mostListed = 20;

async function queryOf(options: LogOptions): Promise<CatalogQuery> {
  const { party, verdict, use, market, kind, since, until, file, open, last } = options;
  const verdicts = ["allowed", "conditional", "forbidden", "unknown"];
  if (verdict !== undefined && !verdicts.includes(verdict))
    throw new CleartitleError(
      "usage",
      `--verdict takes ${verdicts.join(", ")}, not "${verdict}".${didYouMean(verdict, verdicts)}`,
    );
  // A kind that there is none of would be a list without records, and look as if there were none.
  const kinds = Object.keys(recordKinds);
  if (kind !== undefined && !kinds.includes(kind))
    throw new CleartitleError(
      "usage",
      `--kind takes ${kinds.join(", ")}, not "${kind}".${didYouMean(kind, kinds)}`,
    );
  if (last !== undefined && !/^[1-9]\d{0,8}$/.test(last))
    throw new CleartitleError("usage", `--last takes a number of records, not "${last}".`);
  return {
    ...(party === undefined ? {} : { party }),
    ...(verdict === undefined ? {} : { verdict }),
    ...(use === undefined ? {} : { use }),
    ...(market === undefined ? {} : { market }),
    ...(kind === undefined ? {} : { kind }),
    ...(since === undefined ? {} : { from: startOf(since, "--since", 0) }),
    // Until a day means with all of that day.
    ...(until === undefined ? {} : { until: startOf(until, "--until", 1) }),
    ...(file === undefined ? {} : { file: await hashOf(file) }),
    ...(open === undefined ? {} : { openDuty: open }),
    ...(last === undefined ? {} : { limit: Number(last), newestFirst: true }),
  };
}

/** The beginning of a day, or of the day after, by the person's clock, in UTC as the records have it. */
function startOf(day: string, option: string, daysLater: number): string {
  const start = new Date(`${parseDay(day, option)}T00:00:00`);
  start.setDate(start.getDate() + daysLater);
  return start.toISOString();
}
