import type { FactValue, Layer } from "@cleartitle/corpus";
import type { LinkVerdict, Reason, Verdict, Why } from "@cleartitle/rights";

import type { Judgement } from "../answer.ts";

/** A rule that counts in the answer, at the link it belongs to. */
export type CountingRule = Reason;

/** A rule that would count if one known fact were different. */
export interface NearRule extends Omit<Reason, "fires"> {
  readonly fact: string;
  /** The values that would make it count, in words: "above USD 1,000,000". */
  readonly wanted: string;
  readonly value: FactValue;
  /** Where the value comes from: the person, a record of the ledger, the words of the file (`prompt`), the plain meaning of saying nothing, or the link itself. */
  readonly from: "stated" | "record" | "prompt" | "meant" | "link";
  /** The rules that it would set aside. */
  readonly setsAside: readonly string[];
}

/** Something a party states that decides nothing: ownership, what it keeps, copyright. */
export interface Saying extends Omit<Reason, "effect"> {
  readonly topic: string;
  readonly value: string;
  readonly qualifiers: readonly string[];
}

/** One link of the chain with everything its parties say about the use. */
export interface ExplainedLink extends LinkVerdict {
  /** The parties whose rules bind it: itself, and its licence. */
  readonly terms: readonly string[];
  readonly layers: readonly { readonly layer: Layer; readonly rules: readonly CountingRule[] }[];
  readonly nearly: readonly NearRule[];
  readonly says: readonly Saying[];
}

/** What follows from one answer, or from each of several that lead to the same. */
export interface Consequence {
  readonly answers: readonly string[];
  readonly verdict: Verdict;
  /** What would still have to be asked. */
  readonly stillOpen: readonly string[];
  /** What would have to be done or confirmed beside what is owed now. */
  readonly adds: readonly { readonly code: string; readonly text: string }[];
}

/** Something that is not known and makes a difference. */
export interface OpenPoint {
  readonly fact: string;
  readonly question: string;
  /** A question settles an open answer; a confirmation is what a yes rests on. */
  readonly kind: "question" | "confirmation";
  readonly hint?: string;
  /** The rules that ask for it. */
  readonly rules: readonly string[];
  readonly consequences: readonly Consequence[];
}

/** What a country's law says about copyright in such an image. */
export interface CopyrightPosition {
  readonly party: string;
  readonly territory: readonly string[];
  readonly says: readonly Saying[];
  /** The question named this country. */
  readonly asked: boolean;
}

/** A text that the answer rests on, and how long ago somebody read it. */
export interface SourceRead {
  readonly party: string;
  readonly title: string;
  readonly url: string | null;
  readonly seen: string | null;
  readonly stale: boolean;
  readonly rules: readonly string[];
}

/** The whole story of one answer, as data. */
export interface Explanation {
  readonly decision: Judgement;
  readonly links: readonly ExplainedLink[];
  /** The facts that already force the verdict: leave out any one, and it is open again. Null where the answer is open. */
  readonly why: Why | null;
  readonly open: readonly OpenPoint[];
  readonly copyright: readonly CopyrightPosition[];
  /** Oldest first; texts that nobody of us read come first of all. */
  readonly sources: readonly SourceRead[];
}
