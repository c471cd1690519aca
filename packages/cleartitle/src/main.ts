import { CorpusError } from "@cleartitle/corpus/node";

import { CleartitleError } from "./cleartitle-error.ts";
import { Stopped } from "./commands/unless-stopped.ts";
import { runProgram } from "./program.ts";
import type { ExitStatus, Surroundings } from "./surroundings.ts";
import { guardedScreen } from "./terminal/guarded-screen.ts";
import { ClosedPipe } from "./terminal/output.ts";
import { safeText } from "./terminal/safe-text.ts";
import { wrappingScreen } from "./terminal/wrapping-screen.ts";

/** Runs the command. Whatever happens, a person gets a message that tells them what to do, and never a stack trace. */
export async function main(args: readonly string[], surroundings: Surroundings): Promise<ExitStatus> {
  const around = {
    ...surroundings,
    stdout: guardedScreen(surroundings.stdout),
    stderr: wrappingScreen(guardedScreen(surroundings.stderr)),
  };
  try {
    return await runProgram(args, around);
  } catch (error) {
    // Nobody reads any more: not every answer could be given, so the status must not say yes.
    if (error instanceof ClosedPipe) return 2;
    if (error instanceof Stopped) return 130;
    around.stderr.write(`cleartitle: ${explain(error)}\n`);
    if (around.environment["CLEARTITLE_DEBUG"] && error instanceof Error)
      around.stderr.write(`${error.stack}\n`);
    // The ledger could be read, and the answer is that it is not the one that is known.
    return error instanceof CleartitleError && error.code === "other-ledger" ? 1 : 2;
  }
}

function explain(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  // A corpus with a mistake names its places line by line.
  if (error instanceof CleartitleError && error.cause instanceof CorpusError) return message;
  if (error instanceof CleartitleError) return safeText(message);
  return `something went wrong inside: ${safeText(message)}. Please report it, with what CLEARTITLE_DEBUG=1 prints.`;
}
