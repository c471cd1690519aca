import type { Reason } from "@cleartitle/rights";

/**
 * `required`: a term asks for it outright. `recommended`: only a doubtful reading or a lesser source does. `optional`: the terms of every
 * link are on record and none asks. `unknown`: something is missing that could ask for it; a missing fact never becomes "no".
 */
export type Standing = "required" | "recommended" | "optional" | "unknown";

/** One thing that the line names: a model, an adapter, a service, a tool. */
export interface Credit {
  readonly kind: string;
  /** Id of the party; null where the file names something that nobody has on record. */
  readonly party: string | null;
  readonly name: string;
  /** Who is behind it and under which licence, where a licence asks that the author is named. */
  readonly by: string | null;
  readonly licence: string | null;
  /** Known from no more than a file name: somebody should look before the line is published. */
  readonly inferred: boolean;
}

/** What to say about how an image was made, and whether anybody asks for it. */
export interface Attribution {
  readonly standing: Standing;
  /** Why, one sentence each; the rules behind it are in {@link asked}. */
  readonly because: readonly string[];
  /** The rules that ask, or may ask, for a credit. */
  readonly asked: readonly Reason[];
  /** What it was made with, and through whom. */
  readonly made: readonly Credit[];
  readonly via: readonly Credit[];
  /** The line in plain words: "Image created with FLUX.1 [dev] via Abstrakt". */
  readonly text: string;
  /** The IPTC code that the file itself states; null where it states none. */
  readonly digitalSourceType: string | null;
}
