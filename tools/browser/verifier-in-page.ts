/** What a page of the test runs: the entry `cleartitle/verify`, and nothing else. */
import { explainBundle, verifyBundle, type BundlePolicy } from "cleartitle/verify";

import { plainText } from "./plain-text.ts";

/** Both answers about a bundle, as text. */
async function verifyHere(text: string, policy: BundlePolicy): Promise<string> {
  const keys = policy.trustedKeys ?? [];
  return plainText([await verifyBundle(text, policy), await explainBundle(text, { keys })]);
}

Object.assign(globalThis, { verifyHere });
