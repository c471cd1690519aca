import type { Fingerprint, Json, NewRecord } from "@cleartitle/ledger/records";

import type { Inspection, Judgement } from "../answer.ts";
import type { Question } from "../ask/question.ts";
import { isPersonalFact } from "../attested/personal-fact.ts";
import { deniedFacts } from "../content/denied-facts.ts";
import { version } from "../version.ts";
import { evidenceDigest } from "./evidence-digest.ts";

/** What a decision is recorded from. */
export interface DecidedCase {
  /** Null for a question without a file. */
  readonly inspection: Inspection | null;
  readonly question: Question;
  readonly decision: Judgement;
  readonly fingerprint?: Fingerprint | null;
  /** Who asked; kept beside the log. */
  readonly by?: string;
  readonly generationId?: string;
  /** SHA-256 of the files of declarations that the question was answered with. */
  readonly declarations?: readonly string[];
}

/**
 * A decision as it is recorded. Facts about the holder, who is often a person, and the name of who asked are private: the log holds only
 * commitments to them. The prompt is not part of it at all; a generation's record has one.
 */
export function decisionRecord({
  inspection,
  question,
  decision,
  fingerprint = null,
  by,
  generationId,
  declarations = [],
}: DecidedCase): NewRecord<"decision"> {
  const denied = new Set(deniedFacts(decision).map(({ fact }) => fact));
  // What was said against the words of the file did not count, so it is no part of what the decision rests on.
  const facts = Object.entries(question.facts ?? {}).filter(([name]) => !denied.has(name));
  const open = facts.filter(([name]) => !isPersonalFact(name));
  const personal = facts.filter(([name]) => isPersonalFact(name));
  const asked = {
    made: { on: question.made?.on ?? null, chain: question.made?.chain ?? [] },
    known: question.known ?? null,
    facts: Object.fromEntries(open),
    ...(declarations.length === 0 ? {} : { declarations }),
    // Who overruled the words, and why, is in that record, where it can be erased.
    ...(decision.overruled.length === 0 ? {} : { overruled: decision.overruled.map(({ fact }) => fact) }),
    evidence: inspection === null ? null : { digest: evidenceDigest(inspection) },
  };
  const attestations = [...new Set(decision.attested.map(({ id }) => id))];
  const parties = decision.chain.flatMap(({ party }) => party ?? []);
  return {
    kind: "decision",
    body: {
      ...(inspection === null || inspection.sha256 === null
        ? {}
        : {
            subject: {
              sha256: inspection.sha256,
              ...(inspection.width === null ? {} : { width: inspection.width }),
              ...(inspection.height === null ? {} : { height: inspection.height }),
            },
          }),
      ...(fingerprint === null ? {} : { fingerprint }),
      ...(generationId === undefined ? {} : { generationId }),
      question: JSON.parse(JSON.stringify(asked)) as Json,
      use: decision.use,
      ...(decision.market === null ? {} : { market: decision.market }),
      on: decision.on,
      parties: [...new Set(parties)],
      verdict: decision.verdict,
      possible: decision.possible.map((each) => (each === "silent" ? "unknown" : each)),
      layers: decision.layers,
      rules: [...new Set(decision.reasons.map(({ rule }) => rule))],
      duties: decision.duties.map(({ code, phase, met }) => ({ code, phase, met })),
      open: decision.unknown.map(({ kind, fact, party }) =>
        [kind, fact ?? party].filter((part) => typeof part === "string").join(": "),
      ),
      ...(attestations.length === 0 ? {} : { attestations }),
      corpus: decision.corpus,
      engine: `cleartitle ${version}`,
      ...(personal.length === 0 ? {} : { privateFacts: Object.fromEntries(personal) }),
      ...(by === undefined ? {} : { by }),
    },
  };
}
