import { Readable, Writable } from "node:stream";

import { main } from "../main.ts";
import type { ExitStatus } from "../surroundings.ts";

/** Runs the command in this process, in a world of its own: no terminal, no colour, and a day that does not change. */
export async function runCommand(
  args: readonly string[],
  input = "",
  environment: Readonly<Record<string, string>> = { LANG: "C.UTF-8" },
): Promise<{ readonly status: ExitStatus; readonly out: string; readonly err: string }> {
  const written = { out: "", err: "" };
  const into = (stream: "out" | "err"): Writable =>
    new Writable({
      write(piece: Buffer, _encoding, done): void {
        written[stream] += piece.toString();
        done();
      },
    });
  const status = await main(args, {
    stdin: Readable.from([Buffer.from(input)]),
    stdout: into("out"),
    stderr: into("err"),
    environment,
    platform: "linux",
    now: () => new Date("2026-11-22T12:00:00Z"),
    stop: new AbortController().signal,
  });
  return { status, ...written };
}
