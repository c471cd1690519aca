/** Ctrl-C, however long the command would have gone on. */
import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  truncateSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { cli, closed } from "./testing/run-process.ts";

const image = join(import.meta.dirname, "../../../examples/a1111-sdxl.png");
const folder = mkdtempSync(join(tmpdir(), "interrupt-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** A file whose hash would take minutes, and no room on the disk; null where the file system has no such files. */
function hugeFile(): string | null {
  const place = join(folder, "huge/0.png");
  try {
    mkdirSync(join(folder, "huge"));
    for (let index = 0; index < 30; index += 1) copyFileSync(image, join(folder, `huge/${index}.png`));
    truncateSync(place, 64 * 2 ** 30);
    return place;
  } catch {
    return null;
  }
}

describe("Ctrl-C while one huge file is being hashed", () => {
  const huge = existsSync("/proc/self/fd") ? hugeFile() : null;
  const opened = ({ pid }: ChildProcess): boolean =>
    readdirSync(`/proc/${pid}/fd`).some((each) => {
      try {
        return readlinkSync(`/proc/${pid}/fd/${each}`) === huge;
      } catch {
        return false;
      }
    });
  const commands = {
    "check, here": ["check", "huge/0.png", "--json"],
    "inspect, in threads": ["inspect", "huge", "--jsonl", "--cache", "huge.cache"],
    explain: ["explain", "huge/0.png"],
    review: ["review", "huge/0.png"],
    attribution: ["attribution", "huge/0.png"],
    find: ["find", "huge/0.png"],
  };
  for (const [name, args] of Object.entries(commands))
    test(name, { skip: huge === null && "needs /proc and files with holes" }, async () => {
      const child = spawn(process.execPath, [cli, ...args], {
        cwd: folder,
        stdio: ["ignore", "pipe", "pipe"],
      });
      let err = "";
      child.stderr.on("data", (text: Buffer) => (err += text.toString()));
      child.stdout.resume();
      while (!opened(child)) await sleep(20);
      await sleep(200);
      const before = performance.now();
      child.kill("SIGINT");
      const status = await Promise.race([closed(child), sleep(10_000)]);
      child.kill("SIGKILL");
      assert.equal(status, 130);
      assert.ok(performance.now() - before < 3000);
      assert.equal(err, "");
    });
});
