import type { NameKind } from "./name.ts";

/** Facts of the registry that a name can be evidence for. */
export type ContentFact =
  | "content.artist-name"
  | "content.third-party-character"
  | "content.trademark"
  | "content.real-person"
  | "content.government-agency"
  | "content.newsworthy-event";

export type Confidence = "certain" | "ambiguous";

/** Whether works of an artist are out of copyright where it lasts for the life of the author and seventy years. */
export type PublicDomain = "yes" | "no" | "unknown";

/** A name found in a prompt. Evidence of the weakest kind: a reader inferred it, and the person may say otherwise. */
export interface Finding {
  readonly kind: NameKind;
  /** The name as the data set writes it. */
  readonly name: string;
  /** Where it stands in the text that was given, in UTF-16 code units: from the first, up to but without the second. */
  readonly span: readonly [start: number, end: number];
  /** The text of that span. */
  readonly matched: string;
  readonly fact: ContentFact;
  readonly strength: "inferred";
  /** `ambiguous`: the words may well mean something else, so they raise a question and never set a fact. */
  readonly confidence: Confidence;
  /** Year of death of an artist or a person, where known. Null is no proof of life. */
  readonly died?: number | null;
  /** For artists, where the caller gave a day. */
  readonly publicDomain?: PublicDomain;
  /** `negative` where it was found in what the picture must not show. */
  readonly part: "prompt" | "negative";
  /** Why it was reported, in words a person can read. */
  readonly why: string;
}

/** Which fact of the registry a kind of name is evidence for (DESIGN §3, registry/facts.yaml). */
export const factOfKind: Readonly<Record<NameKind, ContentFact>> = {
  artist: "content.artist-name",
  studio: "content.trademark",
  character: "content.third-party-character",
  franchise: "content.third-party-character",
  brand: "content.trademark",
  "real-person": "content.real-person",
  agency: "content.government-agency",
  event: "content.newsworthy-event",
};
