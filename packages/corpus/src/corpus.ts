import type { Party } from "./party.ts";
import type { Registry } from "./registry.ts";

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

export type { DateBound, Day, Period } from "./date-bound.ts";
export type {
  Component,
  Document,
  HashKind,
  Hosted,
  Json,
  LicencePeriod,
  MarketData,
  ModelFile,
  Party,
  PartyKind,
  Plan,
  Stance,
  Version,
} from "./party.ts";
export type { Band, Duty, Fact, FactValue, Grade, Layer, Registry, Topic, Use } from "./registry.ts";
export type { Effect, Governs, Rule, Source, Statement, Test } from "./rule.ts";
