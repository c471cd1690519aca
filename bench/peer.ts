import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(import.meta.url);

/** Whether the peers of `bench/package.json` are installed; they are no part of Cleartitle's own install. */
export function hasPeers(): boolean {
  return existsSync(join(import.meta.dirname, "node_modules"));
}

/** One of the packages in `bench/node_modules`; the caller knows its shape. */
export function loadPeer(name: string): unknown {
  return require(name);
}
