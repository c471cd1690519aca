import type { Statement } from "@cleartitle/catalog";

/** Codes of duties that are met according to the records. */
export interface Closings {
  /** By somebody who vouches for it, for this use and market. */
  readonly vouched: ReadonlySet<string>;
  /** In an earlier publication for the same use at the same place. */
  readonly published: ReadonlySet<string>;
}

export interface PublishedCase {
  readonly use: string;
  readonly market: string | null;
  readonly where: string;
}

/**
 * What stands on record as met after the decision at `position`. Where somebody says that a duty is met and somebody that it is not, nobody has said
 * that it is.
 */
export function metSince(
  statements: readonly Statement[],
  position: number,
  { use, market, where }: PublishedCase,
): Closings {
  const vouched = new Set<string>();
  const published = new Set<string>();
  const denied = new Set<string>();
  for (const said of statements) {
    const duty = /^met\.(.+)$/.exec(said.fact)?.[1];
    if (duty === undefined || said.position <= position || said.use !== use) continue;
    if (said.kind === "publication") {
      if (said.market === (market ?? where)) published.add(duty);
    } else if (said.market === market) (said.value === true ? vouched : denied).add(duty);
  }
  const standing = (said: ReadonlySet<string>): ReadonlySet<string> =>
    new Set([...said].filter((duty) => !denied.has(duty)));
  return { vouched: standing(vouched), published: standing(published) };
}
