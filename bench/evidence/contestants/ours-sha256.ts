import { readFileEvidence } from "@cleartitle/evidence/node";

import { type Contestant, oneByOne } from "../contestant.ts";

/** Cleartitle in one thread, with the file's own SHA-256. */
export function start(): Contestant {
  return oneByOne((path) => readFileEvidence(path, { sha256: true }));
}
