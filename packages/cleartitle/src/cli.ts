#!/usr/bin/env node
/** The command's entry. It answers `--version` before anything is loaded, so that asking for it costs no more than starting Node. */
import { enableCompileCache } from "node:module";

import { version } from "./version.ts";

const cache = import.meta.filename.endsWith(".ts")
  ? `${import.meta.dirname}/../../../.cache/compile`
  : undefined;
enableCompileCache(cache);

const words = process.argv.slice(2);
if (words.length === 1 && (words[0] === "--version" || words[0] === "-V")) {
  process.stdout.write(`${version}\n`);
} else {
  const { main } = await import("./main.ts");
  process.exitCode = await main(words);
}
