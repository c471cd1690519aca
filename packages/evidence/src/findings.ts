import type {
  Claim,
  Label,
  ModelClaim,
  Parameters,
  Problem,
  RightsStatement,
  ServiceClaim,
  ToolClaim,
} from "./evidence.ts";

/** One value together with where it was found and how strong that is. */
export interface Stated<Value> extends Claim {
  readonly value: Value;
}

/** What one reader understood of one carrier. Absent means that the carrier does not say. */
export interface Findings extends Claim {
  /** The carrier states, by its content or by being there, that a generative model had a part in the image. */
  readonly ai: boolean;
  readonly tools?: readonly ToolClaim[];
  readonly services?: readonly ServiceClaim[];
  readonly gateways?: readonly ServiceClaim[];
  readonly models?: readonly ModelClaim[];
  readonly adapters?: readonly ModelClaim[];
  /** Loaders in a graph that do not feed any output. */
  readonly unreachable?: readonly ModelClaim[];
  readonly prompt?: string;
  readonly negativePrompt?: string;
  readonly parameters?: Parameters;
  /** Bare IPTC codes. */
  readonly digitalSourceTypes?: readonly Stated<string>[];
  /** ISO 8601. */
  readonly madeOn?: string;
  /** NovelAI's signature over the pixels and this text, still to be checked. */
  readonly novelaiSignature?: { readonly comment: string; readonly signature: string };
  readonly labels?: readonly Label[];
  readonly rights?: readonly RightsStatement[];
  readonly problems?: readonly Problem[];
}
