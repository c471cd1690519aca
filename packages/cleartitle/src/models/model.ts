import type { Verdict } from "@cleartitle/rights";

/** What the terms of a model say about running it, apart from what they say about its images. */
export interface ModelUse {
  /** Whether it may be run to earn money. */
  readonly commercial: Verdict;
  /** The clauses about running, hosting and passing it on, in our words. */
  readonly readings: readonly string[];
}

/** Whether outputs may be put to a use, where nothing else is known. */
export interface OutputUse {
  readonly verdict: Verdict;
  /** The clauses that decide it, in our words. */
  readonly readings: readonly string[];
}

/** Something that has to be done, vouched for, said or settled before a commercial use is a yes. */
export interface Condition {
  readonly kind: "duty" | "confirmation" | "question" | "unclear";
  readonly text: string;
  /** The fact that settles it, where there is one. */
  readonly fact: string | null;
  /** The rules behind it. */
  readonly rules: readonly string[];
}

/** A stretch of time in which the terms of a copy made then are the same. */
export interface LicensingPeriod {
  /** The first day, ISO. */
  readonly from: string;
  readonly license: string;
  readonly commercial: boolean;
  readonly verdict: Verdict;
}

/** A text that the licensing rests on. */
export interface LicensingSource {
  readonly party: string;
  readonly title: string;
  readonly url: string | null;
  /** The last day on which somebody read it; null where nobody of us did. */
  readonly seen: string | null;
  /** How good the best of it is: contract, official, staff, secondary, seed. */
  readonly grade: string;
  readonly own: boolean;
}

/** What may be done with a model and its images, on one day. The first five are the short answer; one boolean cannot say it all. */
export interface Licensing {
  /**
   * Outputs may be used commercially, all of such uses, by anybody who runs the model, as long as the picture shows nothing that the licence
   * objects to ({@link restrictions}). False wherever anything else would have to be done, said or settled first ({@link conditions}).
   */
  readonly commercial: boolean;
  /** Recommended: only a doubtful reading or a source of lower grade asks for it. */
  readonly attribution: "Required" | "Recommended" | "None";
  /** What the terms forbid, in our words. */
  readonly restrictions: readonly string[];
  readonly license: string;
  readonly licenseUrl: string | null;

  readonly modelUse: ModelUse;
  /** By use: `personal`, `commercial`, `training`, `copyright-registration`. */
  readonly outputs: Readonly<Record<string, OutputUse>>;
  readonly conditions: readonly Condition[];
  /** Oldest first, up to the day. */
  readonly history: readonly LicensingPeriod[];
  readonly sources: readonly LicensingSource[];
}

/** A model, or a service that runs its own, with what may be done with its images. */
export interface Model {
  readonly id: string;
  readonly kind: "model" | "service";
  readonly name: string;
  readonly aliases: readonly string[];
  readonly operator: string | null;
  readonly home: string | null;
  /** From the user's own terms. */
  readonly own: boolean;
  /** The day for which this holds: of the copy, the making and the use. */
  readonly on: string;
  readonly licensing: Licensing;
  readonly notice: string;
}
