import type { Effect, Layer } from "@cleartitle/corpus";
import type { FactValue } from "@cleartitle/title";

export type Verdict = "allowed" | "conditional" | "forbidden" | "unknown";

/** A verdict of one complete world; `silent`: a licensor says nothing that would grant the use. */
export type WorldVerdict = "allowed" | "conditional" | "silent" | "forbidden";

export interface LinkVerdict {
  readonly kind: string;
  readonly party: string | null;
  readonly name: string;
  readonly plan?: string;
  readonly identity: string;
  readonly because: string;
  readonly verdict: Verdict;
  /** The party, or a rule that speaks at this link, comes from the user's own terms. */
  readonly own?: true;
}

export interface Reason {
  readonly rule: string;
  readonly party: string;
  readonly effect: Effect;
  readonly layer: Layer;
  readonly reading: string;
  readonly source: {
    readonly title: string;
    readonly url: string | null;
    readonly at: string | null;
    /** First day in force, as far as known. */
    readonly inForce: string;
    /** Last day on which somebody read the clause. */
    readonly seen: string | null;
  };
  readonly grade: string;
  /** `maybe`: whether it holds depends on something that is not known. */
  readonly fires: "yes" | "maybe";
  /** The source was last read longer ago than its grade allows. */
  readonly stale?: true;
  /** From the user's own terms, not from the public corpus. */
  readonly own?: true;
}

export interface DutyOwed {
  readonly code: string;
  readonly phase: "before" | "with" | "after";
  readonly text: string;
  readonly how?: string;
  readonly rule: string | null;
  readonly party: string | null;
  readonly met: boolean;
  /** `maybe`: whether it is owed depends on something that is not known. */
  readonly owed: "yes" | "maybe";
  /** For duties to confirm something: the fact that is vouched for, and the value that is. */
  readonly fact?: string;
  readonly value?: FactValue | readonly FactValue[];
  /** For a duty that no rule asks for: the layer that it belongs to. */
  readonly layer?: Layer;
}

export type UnknownKind = "missing-fact" | "no-term" | "ambiguous-term" | "stale";

export interface Unknown {
  readonly kind: UnknownKind;
  readonly layer: Layer;
  readonly party: string | null;
  readonly text: string;
  /** For `missing-fact`. */
  readonly fact?: string;
  readonly question?: string;
  readonly values?: readonly FactValue[];
  readonly rules?: readonly string[];
}

export interface StatementValue {
  /** The weakest value along the chain; `depends` where it hangs on something that is not known. */
  readonly value: string;
  readonly possible: readonly string[];
  readonly qualifiers: readonly string[];
  readonly said: readonly {
    readonly party: string;
    readonly value: string;
    readonly rule: string;
    readonly fires: "yes" | "maybe";
  }[];
}

/** What would have to change. Never the removal of a watermark or of a mark of origin. */
export interface Fix {
  readonly change: Readonly<Record<string, FactValue>>;
  readonly then: Verdict;
  readonly text: string;
  /** Duties that come with it and that are not owed now. */
  readonly adds: readonly string[];
}

export interface Finding {
  readonly code: "conflict" | "stale" | "unknown-fact" | "bounded";
  readonly message: string;
  readonly rules: readonly string[];
}

export interface Decision {
  readonly verdict: Verdict;
  readonly possible: readonly WorldVerdict[];
  readonly layers: Readonly<Record<Layer, Verdict>>;
  readonly chain: readonly LinkVerdict[];
  readonly statements: Readonly<Record<string, StatementValue>>;
  readonly reasons: readonly Reason[];
  readonly duties: readonly DutyOwed[];
  readonly unknown: readonly Unknown[];
  readonly fixes: readonly Fix[];
  readonly findings: readonly Finding[];
  /** What was taken as plainly meant because the question left it out. */
  readonly assumed: Readonly<Record<string, FactValue>>;
  /** The places that were decided: how many, and the ids of those of which more is asked than of the mildest. */
  readonly places: { readonly asked: number; readonly differ: readonly string[] };
  readonly use: string;
  readonly market: string | null;
  readonly made: { readonly earliest: string; readonly latest: string };
  readonly corpus: { readonly version: string; readonly digest: string };
  readonly on: string;
  readonly notice: string;
}
