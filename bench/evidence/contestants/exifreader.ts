import { readFileSync } from "node:fs";

import { loadPeer } from "../../peer.ts";
import { type Contestant, oneByOne } from "../contestant.ts";

interface ExifReader {
  readonly load: (data: Buffer, options: object) => Promise<object>;
}

/** ExifReader with all it can: given the file's bytes, which is faster than to give it the path. */
export function start(): Contestant {
  const { load } = loadPeer("exifreader") as ExifReader;
  return oneByOne((path) => load(readFileSync(path), { async: true, includeUnknown: true }));
}
