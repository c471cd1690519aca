#!/usr/bin/env node
/** The command's entry. It answers `--version` before anything else is loaded, so that asking costs no more than starting Node. */
import { enableCompileCache } from "node:module";

import { version } from "./version.ts";

const inCheckout = import.meta.filename.endsWith(".ts");
enableCompileCache(inCheckout ? `${import.meta.dirname}/../../../.cache/compile` : undefined);

const args = process.argv.slice(2);
if (args.length === 1 && (args[0] === "--version" || args[0] === "-V")) {
  process.stdout.write(`${version}\n`);
} else {
  const { main } = await import("./main.ts");
  const stop = new AbortController();
  process.on("SIGINT", () => {
    // The first Ctrl-C ends in order; a second one ends at once.
    if (stop.signal.aborted) process.exit(130);
    stop.abort();
  });
  const { stdin, stdout, stderr, env, platform } = process;
  stderr.on("error", () => {}); // a closed standard error is no reason to fail
  const status = await main(args, {
    stdin,
    stdout,
    stderr,
    environment: env,
    platform,
    now: () => new Date(),
    stop: stop.signal,
  });
  // Whatever still waits (standard input after Ctrl-C) must not keep the process.
  process.exit(status);
}
