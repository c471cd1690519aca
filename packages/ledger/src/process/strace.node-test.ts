import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { acknowledgedIn, expectAcknowledged } from "./expect-acknowledged.ts";

/**
 * What the storage of the ledger calls, and nothing else in Node does once the process runs. strace counts the calls of
 * each thread apart, so Node gets one thread for files.
 */
const calls = ["pwrite64", "fdatasync", "fsync", "rename", "link", "unlink", "mkdir"] as const;
const writer = join(import.meta.dirname, "writer.ts");

interface Run {
  readonly status: number | null;
  readonly signal: string | null;
  readonly output: string;
  readonly errors: string;
  readonly counts: ReadonlyMap<string, number>;
}

function run(folder: string, ...inject: readonly string[]): Run {
  const trace = join(folder, "trace");
  const { status, signal, stdout, stderr } = spawnSync(
    "strace",
    [
      "-f",
      "-qq",
      "-o",
      trace,
      "-e",
      `trace=${calls.join(",")}`,
      ...inject,
      process.execPath,
      writer,
      folder,
      "one",
      "2",
    ],
    { encoding: "utf8", env: { ...process.env, UV_THREADPOOL_SIZE: "1" } },
  );
  const counts = new Map<string, number>();
  for (const [, call = ""] of readFileSync(trace, "utf8").matchAll(/^\d+ +([a-z0-9]+)\(/gm)) {
    counts.set(call, (counts.get(call) ?? 0) + 1);
  }
  rmSync(trace);
  return { status, signal, output: stdout, errors: stderr, counts };
}

const works = spawnSync("strace", ["-f", "-qq", "-o", "/dev/null", "true"]).status === 0;

test(
  "an error and a kill at every single write, sync and rename",
  { skip: works ? false : "strace is not here or may not trace" },
  async (context) => {
    const base = mkdtempSync(join(tmpdir(), "ledger-strace-"));
    let places = 0;
    try {
      const [empty, first] = [join(base, "empty"), join(base, "first")];
      mkdirSync(empty);
      mkdirSync(first);
      assert.equal(run(first).status, 0);
      // The second life of a log has all that the first has, but for making it.
      for (const begun of [false, true]) {
        const counting = join(base, `count-${begun}`);
        cpSync(begun ? first : empty, counting, { recursive: true });
        const { counts } = run(counting);
        for (const call of calls) {
          for (let when = 1; when <= (counts.get(call) ?? 0); when += 1) {
            for (const fault of ["error=EIO", "signal=KILL"]) {
              const folder = join(base, "fault");
              cpSync(begun ? first : empty, folder, { recursive: true });
              const result = run(folder, "-e", `inject=${call}:${fault}:when=${when}`);
              const place = `${call} ${when} ${fault}: ${result.errors}`;
              if (fault === "signal=KILL")
                assert.ok(result.signal === "SIGKILL" || result.status === 137, place);
              else assert.match(`${result.status} ${result.errors}`, /^(0 |3 storage-failed: )/, place);
              await expectAcknowledged(folder, acknowledgedIn(result.output)).catch((error: unknown) => {
                throw new Error(place, { cause: error });
              });
              rmSync(folder, { recursive: true });
              places += 1;
            }
          }
        }
      }
      context.diagnostic(`${places} faults, nothing acknowledged lost`);
    } finally {
      rmSync(base, { recursive: true, force: true });
    }
  },
);
