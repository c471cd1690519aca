import { parentPort as port, workerData } from "node:worker_threads";

import { loadPeer } from "../../peer.ts";

interface Exifr {
  readonly parse: (path: string, options: true) => Promise<unknown>;
}

const { paths, counters, keep } = workerData as {
  readonly paths: readonly string[];
  readonly counters: Int32Array;
  readonly keep: boolean;
};
const { parse } = loadPeer("exifr") as Exifr;
let said: unknown = null;
for (const path of paths) {
  try {
    const found = await parse(path, true);
    if (keep) said = found;
  } catch {
    Atomics.add(counters, 1, 1);
  }
  Atomics.add(counters, 0, 1);
}
port?.postMessage(keep ? structuredCopy(said) : null);

/** What can be sent to another thread: exifr's answers hold functions here and there. */
function structuredCopy(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    return JSON.parse(JSON.stringify(value) ?? "null");
  }
}
