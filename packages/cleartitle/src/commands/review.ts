import type { NewRecord } from "@cleartitle/ledger/records";

import { didYouMean } from "../ask/did-you-mean.ts";
import { dayOf } from "../ask/parse-day.ts";
import { CleartitleError } from "../cleartitle-error.ts";
import { proofRecords } from "../declarations/proof-records.ts";
import { decisionRecord } from "../records/decision-record.ts";
import { withoutKnown } from "../records/find-same.ts";
import { namesOf } from "../render/names.ts";
import { decidedOnly } from "../review/checklist.ts";
import { reviewOf, type Vouching } from "../review/review-of.ts";
import { reviewText } from "../review/review-text.ts";
import type { PublishingReview } from "../review/review.ts";
import type { ExitStatus, Surroundings } from "../surroundings.ts";
import { Output } from "../terminal/output.ts";
import { paperOf } from "../terminal/paper.ts";
import { safeText } from "../terminal/safe-text.ts";
import { questionOf, type CheckOptions } from "./check-options.ts";
import { Declared } from "./declared.ts";
import { OnRecord } from "./on-record.ts";
import { openForImages } from "./open-terms.ts";
import { openWriter, type RecordsOptions } from "./records/records-options.ts";
import { unlessStopped } from "./unless-stopped.ts";

export interface ReviewOptions extends Omit<RecordsOptions, "ledger">, Omit<CheckOptions, "json" | "jsonl"> {
  readonly by?: string;
  /** Codes of points for which the person vouches. */
  readonly confirm?: readonly string[];
  readonly record?: true;
}

/**
 * `cleartitle review FILE`: the list to go through before publishing. A point is closed by the decision, by what the file shows, or by a named
 * person. Status 1 while a mandatory point is open. With `--record` the review is put on record, cleared or not.
 */
export async function review(
  file: string,
  options: ReviewOptions,
  around: Surroundings,
): Promise<ExitStatus> {
  const vouching = vouchingOf(options, dayOf(around.now()));
  if (options.record === true && vouching === null)
    throw new CleartitleError("usage", "Say who reviews with --by NAME: a review on record has a name.");
  const { ledger, ...others } = options;
  if (options.record === true && ledger === false)
    throw new CleartitleError(
      "usage",
      "A review on record rests on what is on record: leave --no-ledger out.",
    );
  const cleartitle = await openForImages(options, around);
  const { corpus } = cleartitle;
  const declared = await Declared.open(options, corpus, around);
  const whole = questionOf(corpus, declared.withDefaults(options), dayOf(around.now()));
  const evidence = await unlessStopped(cleartitle.inspect(file), around.stop);
  const onRecord = await OnRecord.open({ ...options, mayBeMissing: options.record === true }, corpus, around);
  const standing = await onRecord.about(whole, evidence);
  await onRecord.close();
  const asked = declared.apply(whole, evidence, standing);
  // That a duty is done is what a review finds out; a bare `met.…` names nobody who says so, but one on record or in cleartitle.yaml does.
  const vouched = new Set(
    [...(asked.question.onRecord?.facts ?? []), ...asked.vouched].map(({ fact }) => fact),
  );
  const facts = Object.fromEntries(
    Object.entries(asked.question.facts ?? {}).filter(
      ([name]) => !name.startsWith("met.") || vouched.has(name),
    ),
  );
  const question = { ...asked.question, facts };
  const decision = cleartitle.decide(asked.inspection, question);
  if (decision === null || evidence.sha256 === null) {
    const why = evidence.problems[0]?.message ?? "it is not an image that can be read";
    throw new CleartitleError("file-unreadable", `${file}: ${why}`);
  }
  const reviewed = reviewOf(
    corpus,
    { inspection: evidence, decision, stated: facts, vouched: asked.vouched },
    vouching,
  );
  if (vouching !== null) refuseUnknown(vouching, reviewed);
  for (const { code, message } of decision.problems)
    if (code === "on-record" && onRecord.failed === 0) around.stderr.write(`${safeText(message)}\n`);
  const output = new Output(around.stdout);
  const recorded =
    options.record === true && vouching !== null
      ? await keep(
          [
            ...proofRecords(declared.files),
            decisionRecord({
              inspection: evidence,
              question,
              decision,
              by: vouching.by,
              declarations: declared.files.map(({ sha256 }) => sha256),
            }),
          ],
          reviewRecord(evidence.sha256, reviewed, vouching),
          typeof ledger === "string" ? { ...others, ledger } : others,
          around,
        )
      : null;
  if (options.json === true)
    await output.write(
      `${JSON.stringify({ file, sha256: evidence.sha256, ...reviewed, ...(recorded === null ? {} : { records: recorded }) }, null, 2)}\n`,
    );
  else {
    const paper = paperOf(around.stdout, around.environment, around.platform);
    await output.write(reviewText(paper, namesOf(corpus), file, reviewed));
    if (recorded !== null) around.stderr.write(`${recordedLine(recorded)}\n`);
  }
  if (onRecord.failed !== 0) return onRecord.failed;
  return reviewed.outcome === "cleared" ? 0 : 1;
}

function vouchingOf({ by, confirm = [] }: ReviewOptions, on: string): Vouching | null {
  const name = by?.trim() ?? "";
  if (by !== undefined && name === "") throw new CleartitleError("usage", "--by takes the name of a person.");
  if (name !== "") return { by: name, on, points: new Set(confirm) };
  if (confirm.length > 0)
    throw new CleartitleError("usage", "A confirmation has a name: say who vouches with --by NAME.");
  return null;
}

/** A point that is mistyped, or that nobody's word can close, is no confirmation; nothing is recorded then. */
function refuseUnknown({ points }: Vouching, { points: listed }: PublishingReview): void {
  const codes = listed.map(({ code }) => code);
  for (const code of points) {
    if (decidedOnly.has(code))
      throw new CleartitleError(
        "usage",
        `Nobody's word closes "${code}": only a decision does. Answer what it asks with --fact, --plan, --model or --market.`,
      );
    if (!codes.includes(code))
      throw new CleartitleError(
        "usage",
        `"${safeText(code)}" is not on the list for this image and use.${didYouMean(code, codes)} On it are: ${codes.join(", ")}.`,
      );
  }
}

/** The review as it is recorded; the names are private fields. */
function reviewRecord(
  subject: string,
  { use, market, points, outcome }: PublishingReview,
  { by }: Vouching,
): NewRecord<"review"> {
  const confirmed = points
    .filter(({ state }) => state === "confirmed")
    .map(({ code }) => [code, by] as const);
  return {
    kind: "review",
    body: {
      subject,
      use,
      ...(market === null ? {} : { market }),
      items: points.map(({ code, mandatory, state, evidence, duties, facts }) => ({
        code,
        mandatory,
        state,
        ...(state === "evidence" && evidence !== null ? { evidence } : {}),
        ...(state === "confirmed" ? { duties, facts } : {}),
      })),
      outcome,
      by,
      ...(confirmed.length === 0 ? {} : { confirmedBy: Object.fromEntries(confirmed) }),
    },
  };
}

interface Kept {
  readonly kind: string;
  readonly record: number;
  readonly id: string;
}

/** The decision that the review rests on, and what it was made with, are on record before it; what is there already is not written twice. */
async function keep(
  restsOn: readonly NewRecord[],
  made: NewRecord,
  options: RecordsOptions,
  around: Surroundings,
): Promise<readonly Kept[]> {
  const writer = await openWriter(options, around);
  try {
    const fresh = await withoutKnown(await writer.read(), restsOn);
    const written = await writer.write([...fresh, made]);
    return written.map(({ index, record }) => ({ kind: record.kind, record: index, id: record.id }));
  } finally {
    await writer.close();
  }
}

const recordedLine = (kept: readonly Kept[]): string =>
  `Recorded: ${kept.map(({ kind, record }) => `${kind} as ${record}`).join(", ")}.`;
