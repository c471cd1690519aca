#!/usr/bin/env node
/**
 * The command's entry. It answers `--version` before anything else is loaded, so that asking costs no more than starting Node, and an
 * older Node gets a sentence instead of a syntax error: everything newer than Node 20 is behind the check.
 */
import module from "node:module";
import v8 from "node:v8";

import { version } from "./version.ts";

const oldestNode = 24;
const args = process.argv.slice(2);

if (args.length === 1 && (args[0] === "--version" || args[0] === "-V")) {
  // A full disk behind standard output is no reason for a stack trace.
  process.stdout.on("error", () => (process.exitCode = 2));
  process.stdout.write(`${version}\n`);
} else if (Number(process.versions.node.split(".")[0]) < oldestNode) {
  process.stderr.write(
    `cleartitle: Node.js ${oldestNode} or newer is needed, and this is ${process.versions.node}. Get it from https://nodejs.org.\n`,
  );
  process.exitCode = 2;
} else {
  const inCheckout = import.meta.filename.endsWith(".ts");
  module.enableCompileCache(inCheckout ? `${import.meta.dirname}/../../../.cache/compile` : undefined);
  // Decisions leave much behind that is dead at once. Letting the space for the young grow would buy little speed with 100 MB.
  v8.setFlagsFromString("--semi-space-growth-factor=1");
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
