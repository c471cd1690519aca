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
