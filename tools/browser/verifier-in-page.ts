/** What a page of the test runs: the entry `cleartitle/verify`, and nothing else. */
import { explainBundle, requireWitnesses, verifyBundle } from "cleartitle/verify";

import { plainText } from "./plain-text.ts";

/** What is trusted, as text can carry it into a page. */
export interface Trusted {
  readonly keys?: readonly string[];
  readonly witnesses?: readonly string[];
}

/** Both answers about a bundle, as text. */
export async function answersTo(text: string, { keys = [], witnesses }: Trusted): Promise<string> {
  const trust = witnesses === undefined ? {} : { trust: await requireWitnesses(witnesses) };
  const answer = await verifyBundle(text, { trustedKeys: keys, ...trust });
  return plainText([answer, await explainBundle(text, { keys, ...trust })]);
}

Object.assign(globalThis, { answersTo });
