import type { CatalogRecord } from "@cleartitle/catalog";
import { isOfKind, type LedgerRecord, type Verdict } from "@cleartitle/ledger/records";

import type { ContentClaim } from "../answer.ts";
import { deniedInDecision } from "./denied-in-decision.ts";
import { metSince, type Closings } from "./met-since.ts";
import { noLongerVouched } from "./no-longer-vouched.ts";
import type { PreparedPublication } from "./publication-record.ts";
import type { ReadableRecords } from "./records.ts";

/** Why what is on record does not say that the image could be published so. Codes are stable. */
export interface PublicationWarning {
  readonly code:
    | "no-decision"
    | "decided-later"
    | "forbidden"
    | "unknown"
    | "no-longer-vouched"
    | "denied-by-file"
    | "open-duties";
  readonly message: string;
}

/** The file that was published, and the names in its words. */
export interface PublishedFile {
  readonly sha256: string;
  readonly content: readonly ContentClaim[];
}

/** What the ledger says about a publication. */
export interface PublicationStanding {
  /** The decision that counts; null where there is none. */
  readonly decision: {
    readonly record: number;
    readonly id: string;
    readonly verdict: Verdict;
    readonly on: string;
    /** The digest of the terms that it was made with. */
    readonly corpus: string;
  } | null;
  /** Duties for before or with the use that nobody says are met. */
  readonly open: readonly string[];
  /** Duties for after the use that are still to be met. */
  readonly afterwards: readonly string[];
  /** Empty where the decision is a yes, or a yes with conditions of which each that was due is met. */
  readonly warnings: readonly PublicationWarning[];
}

/**
 * Holds a publication against the newest decision on record about the same file, the same use and the same market (or none, where the place
 * is no market) for a day no later than its own. A decision on another question is none: it did not look at this use or this place. One that rests on
 * what nobody vouches for any more is no yes.
 */
export async function publicationStanding(
  known: Pick<ReadableRecords, "catalog" | "privates">,
  file: PublishedFile,
  publication: PreparedPublication,
): Promise<PublicationStanding> {
  const { catalog } = known;
  const { sha256: subject } = file;
  const { use, market, where, on } = publication;
  const about = await catalog.find({ file: subject });
  const decisions = about.filter(
    (one): one is Decided =>
      isOfKind(one.record, "decision") &&
      one.record.body.subject?.sha256 === subject &&
      one.record.body.use === use &&
      (one.record.body.market ?? null) === market,
  );
  const asked = market === null ? `for ${use}, without a market` : `for ${use} at ${market}`;
  const inTime = newestOf(decisions.filter(({ record }) => dayOf(record) <= on));
  const chosen = inTime ?? newestOf(decisions);
  if (chosen === undefined) {
    const message = `No decision on record about this file is ${asked}, so nothing says that it could be used so.${editedFrom(about, subject)}`;
    return { decision: null, open: [], afterwards: [], warnings: [{ code: "no-decision", message }] };
  }
  const { position, record } = chosen;
  const verdict = record.body.verdict ?? "unknown";
  const closed = metSince(catalog.statements(subject), position, { use, market, where });
  const left = (record.body.duties ?? []).filter(({ met }) => !met);
  const open = codesOf(left.filter((duty) => duty.phase !== "after" && !isMet(duty, closed, publication)));
  const afterwards = codesOf(
    left.filter((duty) => duty.phase === "after" && !isMet(duty, closed, publication)),
  );
  const warnings: PublicationWarning[] = [];
  if (inTime === undefined)
    warnings.push({
      code: "decided-later",
      message: `No decision ${asked} is for ${on} or a day before. Record ${position} is for ${dayOf(record)}, which says nothing of ${on}.`,
    });
  if (verdict === "forbidden" || verdict === "unknown")
    warnings.push({
      code: verdict,
      message: `Record ${position}, the decision ${asked} that counts, ${verdict === "forbidden" ? "says no" : "leaves it open"}.`,
    });
  else {
    const gone = await noLongerVouched(known, record);
    if (gone.length > 0)
      warnings.push({
        code: "no-longer-vouched",
        message: `Record ${position}, the decision ${asked} that counts, rests on ${listOf(gone)}. Record the answer anew.`,
      });
    const denied = await deniedInDecision(known, record, file);
    if (denied.length > 0)
      warnings.push({
        code: "denied-by-file",
        message: `Record ${position}, the decision ${asked} that counts, rests on ${listOf(denied)}. Record the answer anew.`,
      });
    if (open.length > 0)
      warnings.push({
        code: "open-duties",
        message: `Record ${position} asks for this before or with the use, and nobody says that it was done: ${listOf(open)}.`,
      });
  }
  const corpus = record.body.corpus?.digest ?? "";
  const decision = { record: position, id: record.id, verdict, on: dayOf(record), corpus };
  return { decision, open, afterwards, warnings };
}

type Decided = CatalogRecord & { readonly record: LedgerRecord<"decision"> };

const dayOf = ({ body }: LedgerRecord<"decision">): string => (body.on ?? "").slice(0, 10);

/** The last in the log, except that a decision which was imported is as old as it was where it came from. Undefined where there is none. */
function newestOf(decisions: readonly Decided[]): Decided | undefined {
  const [first, ...others] = decisions;
  return others.reduce<Decided | undefined>((newest, one) => {
    const { happened } = one.record.time;
    const before = newest!.record.time;
    const isOlder =
      happened !== null && Date.parse(happened) < Date.parse(before.happened ?? before.recorded);
    return isOlder ? newest : one;
  }, first);
}

/** A duty that goes with each use is not met by an earlier publication, not even at the same place. */
function isMet(
  { code, phase }: { readonly code: string; readonly phase?: string | undefined },
  { vouched, published }: Closings,
  { met }: PreparedPublication,
): boolean {
  return met.includes(code) || vouched.has(code) || (phase === "before" && published.has(code));
}

const codesOf = (duties: readonly { readonly code: string }[]): readonly string[] => [
  ...new Set(duties.map(({ code }) => code)),
];

/** An edited file is another file: it looks as if it had been decided about, and was not. */
function editedFrom(about: readonly CatalogRecord[], subject: string): string {
  const made = about.findLast(
    ({ record }) => isOfKind(record, "edit") && record.body.after?.sha256 === subject,
  );
  return made === undefined
    ? ""
    : ` It was edited from another file (record ${made.position}), and needs an answer of its own.`;
}

const mostListed = 8;
const listOf = (codes: readonly string[]): string =>
  codes.length <= mostListed
    ? codes.join(", ")
    : `${codes.slice(0, mostListed).join(", ")} and ${codes.length - mostListed} more`;
