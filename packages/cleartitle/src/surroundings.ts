import type { Readable, Writable } from "node:stream";

type Screen = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** All that the command touches of the world, so that a test can be one. */
export interface Surroundings {
  readonly stdin: Readable;
  readonly stdout: Screen;
  readonly stderr: Screen;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly now: () => Date;
  /** Aborted by Ctrl-C. */
  readonly stop: AbortSignal;
}

/** 0: every answer is a yes. 1: some is not. 2: the command could not do its work. 130: stopped by the person. */
export type ExitStatus = 0 | 1 | 2 | 130;

/** What the person typed to get here, for commands that are to be pasted. */
export function commandName({ environment }: Surroundings): string {
  if (environment["CLEARTITLE_COMMAND"] !== undefined) return environment["CLEARTITLE_COMMAND"];
  return environment["npm_command"] === "exec" ? "npx cleartitle" : "cleartitle";
}
