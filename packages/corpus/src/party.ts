import type { DateBound, Day } from "./date-bound.ts";
import type { Governs, Rule } from "./rule.ts";

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
