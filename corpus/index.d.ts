// Made from packages/corpus by tools/corpus/generate.ts: do not edit.

/** An ISO day, `YYYY-MM-DD`. Days compare as strings. */
export type Day = string;

/**
 * A day that may only be known within bounds. An exact date has `earliest === latest`; `≤d` has `earliest` 0000-01-01;
 * `{ after, by }` has `earliest` on the day after `after` and `latest` on `by`. Before `earliest` the change has certainly not
 * happened, from `latest` on it certainly has; on the days between both versions are possible.
 */
export interface DateBound {
  readonly earliest: Day;
  readonly latest: Day;
}

/** A half-open stretch of time between two date bounds; `until: null` has no known end. */
export interface Period {
  readonly from: DateBound;
  readonly until: DateBound | null;
}

/** A value of a fact. The string `"none"` is a value of every fact: known absent. */
export type FactValue = string | number | boolean;

/** The part of a question a rule speaks to; a decision keeps them apart. */
export type Layer = "source" | "inputs" | "people-and-marks" | "destination" | "disclosure";

/** How commercial a use is: clearly, depending on the case, or usually not. */
export type Band = "clear" | "grey" | "not-usually";

/** A use of an image: one node of the tree in `corpus/registry/uses.yaml`. */
export interface Use {
  readonly code: string;
  readonly label: string;
  readonly parent?: string;
  readonly band: Band;
  /** What the answer hangs on beside the licensors: stock licensing needs a market. */
  readonly needs?: "market";
  readonly examples: readonly string[];
  /** The ancestors from the root down, the code itself last. A rule covers a use where one of its codes is in this path. */
  readonly path: readonly string[];
  /** The codes below that have no children; the code itself where it has none. */
  readonly leaves: readonly string[];
}

/** One typed thing about a question: `corpus/registry/facts.yaml`. */
export interface Fact {
  readonly code: string;
  readonly type: "boolean" | "enum" | "number" | "date" | "text";
  readonly unit?: string;
  /** The values of an enum; `[true, false]` for a boolean; null where any value can occur. `"none"` is always possible beside them. */
  readonly values: readonly FactValue[] | null;
  /** No value outside `values` (and `"none"`) can occur. */
  readonly closed: boolean;
  /** `link`: one value for each link of the chain. */
  readonly scope: "question" | "link";
  readonly subject: "holder" | "making" | "inputs" | "content" | "use" | "route" | "title" | "registration";
  /** `user`: a fix may propose to change it. */
  readonly change: "user" | "never";
  /** A person can look at the image or the prompt and vouch for it. */
  readonly attest: boolean;
  /** The values that leave nothing to object to, for facts with `attest`. */
  readonly clear: readonly FactValue[] | null;
  /** What the person plainly means when they leave it out; only facts of the use have one. */
  readonly default?: FactValue;
  /** Computed from the chain, never asked. */
  readonly derived: boolean;
  readonly label: string;
  /** `{party}` stands for the name of the link's party. */
  readonly question: string;
  readonly help: string;
}

/** Something that must be done, and when: `corpus/registry/duties.yaml`. */
export interface Duty {
  readonly code: string;
  readonly phase: "before" | "with" | "after";
  readonly text: string;
  readonly how: string;
  /** Facts that show, all together, that the duty is done; null where only the question itself can say so. */
  readonly metBy: Readonly<Record<string, FactValue>> | null;
}

/** What a rule is about: `corpus/registry/topics.yaml`. */
export interface Topic {
  readonly code: string;
  readonly layer: Layer;
  readonly label: string;
  /** Values of a statement topic, best for the user first; null for topics of rules that decide. */
  readonly values: readonly string[] | null;
}

/** How good a source is: `corpus/registry/grades.yaml`. */
export interface Grade {
  readonly code: string;
  /** 0 is the best. */
  readonly rank: number;
  readonly label: string;
  /** Days after which an answer says that the source should be read again. */
  readonly staleDays: number;
  /** Days after which the rule alone can no longer make a yes. */
  readonly expiresDays: number;
}

/** The words of the corpus, each keyed by its code. */
export interface Registry {
  readonly uses: Readonly<Record<string, Use>>;
  readonly facts: Readonly<Record<string, Fact>>;
  readonly duties: Readonly<Record<string, Duty>>;
  readonly topics: Readonly<Record<string, Topic>>;
  readonly grades: Readonly<Record<string, Grade>>;
}

/** What a rule does: the words of ODRL, and `statement`, which decides nothing but says something. */
export type Effect = "permission" | "prohibition" | "duty" | "statement";

/** Which date picks the version of a document: the making, the use, or the copy of the weights (which keeps its text for good). */
export type Governs = "making" | "use" | "copy";

/**
 * One fact compared with constants. For the value `"none"` an `in` test holds if `"none"` is listed, a `not-in` test if it is not,
 * and a `range` test never.
 */
export type Test =
  | { readonly fact: string; readonly kind: "in"; readonly values: readonly FactValue[] }
  | { readonly fact: string; readonly kind: "not-in"; readonly values: readonly FactValue[] }
  | {
      readonly fact: string;
      readonly kind: "range";
      readonly over?: number;
      readonly atLeast?: number;
      readonly under?: number;
      readonly atMost?: number;
    };

/** Where a rule stands in the world. */
export interface Source {
  /** Id of the document of the same party. */
  readonly document: string;
  readonly title: string;
  /** Address of the text, with a text fragment that opens it at the clause where the clause's words are on record. */
  readonly url: string | null;
  readonly at: string | null;
  /** The first and last words of the clause, at most eight each. */
  readonly find: readonly string[];
  /** The last day on which somebody read this clause; null where nobody of us did. */
  readonly seen: Day | null;
  readonly governs: Governs;
  /** The text came with the copy of the weights and cannot change: it never grows stale. */
  readonly fixed: boolean;
}

/** What a `statement` rule says. `value` is one of the topic's values. */
export interface Statement {
  readonly topic: string;
  readonly value: string;
  readonly qualifiers: readonly string[];
}

/** One machine-readable reading of one clause. */
export interface Rule {
  readonly id: string;
  /** Id of the party whose rule it is. */
  readonly party: string;
  readonly effect: Effect;
  readonly topic: string;
  readonly layer: Layer;
  /** Codes of uses, each covering all below it; null for every use. */
  readonly uses: readonly string[] | null;
  /** All must hold. */
  readonly when: readonly Test[];
  /** Rules of the same party that do not fire where this one does. */
  readonly exceptionTo: readonly string[];
  /** Rival readings: of all readings with the same party and group, exactly one is right. Rules with the same reading stand or fall together. */
  readonly alternative: { readonly group: string; readonly reading: string } | null;
  /** Code of the duty, for `effect: "duty"`. */
  readonly duty?: string;
  readonly statement?: Statement;
  readonly reading: string;
  readonly source: Source;
  /** When the clause bound people. */
  readonly inForce: Period;
  /** When we held this reading: from the day we learned of it until the day it was corrected. */
  readonly known: { readonly from: Day; readonly until: Day | null };
  readonly grade: string;
  readonly review: "reviewed" | "unreviewed";
  /** Why the rule was taken out of all answers. */
  readonly withdrawn?: string;
  readonly note: string | null;
  /** From the user's own folder, not from the public corpus. */
  readonly own: boolean;
}

export type PartyKind = "service" | "gateway" | "model" | "licence" | "adapter" | "tool" | "market" | "law";

/** `permission`: a licensor, whose silence is not a yes. `objection`: a market or a law, whose silence is not a no. */
export type Stance = "permission" | "objection";

/** A plan of a service or gateway; `id` is the lower-case slug of its name. */
export interface Plan {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  /** The days on which the plan could be had, where known. */
  readonly from: DateBound | null;
  readonly until: DateBound | null;
}

/** One dated text of a document. `until` is the next version's `from` where nothing else is written. */
export interface Version {
  readonly id: string;
  readonly from: DateBound;
  readonly until: DateBound | null;
  /** The first and last day on which somebody read this text. */
  readonly seen: { readonly first: Day; readonly last: Day } | null;
  readonly digest: string | null;
  readonly url: string | null;
}

export interface Document {
  readonly id: string;
  readonly title: string;
  readonly url: string | null;
  readonly governs: Governs;
  /** Name of the series of stored dated texts, for the checker. */
  readonly text: string | null;
  /** False where nobody of us could read the text. */
  readonly read: boolean;
  /** Oldest first. */
  readonly versions: readonly Version[];
}

export type HashKind = "sha256" | "autov1" | "autov2" | "autov3" | "blake3" | "swarm" | "civitai";

/** A file of a model or adapter. `autov2` is always there where `sha256` is. */
export interface ModelFile {
  readonly name: string | null;
  readonly hashes: Readonly<Partial<Record<HashKind, string>>>;
}

/** Which licence party holds for copies made in the period. */
export interface LicencePeriod {
  readonly id: string;
  readonly from: DateBound;
  readonly until: DateBound | null;
}

/** A part of a model that has terms of its own: a text encoder, a VAE. */
export interface Component {
  readonly role: string;
  readonly id: string;
}

/**
 * A model that a gateway runs. `agreement`: the gateway's own rules stand in for the model's licence; `licence`: the licence flows
 * through, as it does for every model not listed.
 */
export interface Hosted {
  readonly model: string;
  readonly terms: "agreement" | "licence";
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What the tables show and what packaging needs. Never decides: decisions come from rules. */
export interface MarketData {
  readonly acceptsAi: "yes" | "no" | "partly" | "unknown";
  readonly basis: "policy" | "announcement" | "help" | "none";
  /** Since when it has that policy: a year, a month or a day. */
  readonly since: string | null;
  readonly hasGenerator: "yes" | "no" | "partly" | "unknown";
  readonly parent: string | null;
  readonly labels: Json;
  readonly contentRules: Json;
  readonly metadata: Json;
  readonly technical: Json;
  readonly upload: Json;
}

/** Anyone whose terms matter. Fields that a kind does not have are empty or null. */
export interface Party {
  readonly id: string;
  readonly kind: PartyKind;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly operator: string | null;
  readonly home: string | null;
  readonly note: string | null;
  /** First day on which anybody could make an image with it: an undated image is not older. Null where nobody knows. */
  readonly since: Day | null;
  readonly stance: Stance;
  /** Silence of this licensor is fine: a tool, which makes no claim on outputs. */
  readonly silenceIsFine: boolean;
  /** Uses for which a reviewer declares that all terms were read; there silence counts as a no. */
  readonly complete: readonly string[];
  /** Uses on which a reviewer looked and found nothing: the silence is a finding, not an oversight. Decides nothing. */
  readonly silent: readonly string[];
  readonly plans: Readonly<Record<string, Plan>>;
  readonly documents: Readonly<Record<string, Document>>;
  readonly rules: readonly Rule[];
  /** Models and adapters: the licences by date of the copy, oldest first. */
  readonly licence: readonly LicencePeriod[];
  /** The model this one derives from; its terms flow down. */
  readonly base: string | null;
  readonly components: readonly Component[];
  readonly files: readonly ModelFile[];
  /** File names that people usually give it: only ever an inference. */
  readonly names: readonly string[];
  /** Gateways. */
  readonly hosts: readonly Hosted[];
  readonly market: MarketData | null;
  /** Laws: where they bind; `world` for what holds everywhere. */
  readonly territory: readonly string[];
  /** From the user's own folder, not from the public corpus. */
  readonly own: boolean;
}

/**
 * The compiled corpus: one immutable value, plain data through and through (it survives `JSON.stringify` unchanged).
 * `docs/corpus.md` says what the authored form means.
 */
export interface Corpus {
  readonly version: string;
  /** `sha256:` and the hex digest over the canonical JSON of everything else in this value. */
  readonly digest: string;
  readonly registry: Registry;
  /** Parties by id. */
  readonly parties: Readonly<Record<string, Party>>;
  /** Rule id → id of its party. */
  readonly rules: Readonly<Record<string, string>>;
}

declare const corpus: Corpus;
export default corpus;
