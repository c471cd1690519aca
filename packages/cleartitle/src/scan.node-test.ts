/** Folders of many images, as a process: interrupted and gone on with, in bounded memory, as lines and raw. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";

import { cli, runProcess, type Ran } from "./testing/run-process.ts";

const root = join(import.meta.dirname, "../../..");
const folder = mkdtempSync(join(tmpdir(), "scan-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Distinct files in folders of a thousand: an example with its own bytes behind the end. */
function makeImages(name: string, count: number): string {
  const example = readFileSync(join(root, "examples/unknown-model.webp"));
  const small = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  for (let at = 0; at < count; at += 1) {
    const place = join(folder, name, String(Math.floor(at / 1000)));
    if (at % 1000 === 0) mkdirSync(place, { recursive: true });
    writeFileSync(
      join(place, `${at}.png`),
      Buffer.concat([at % 50 === 0 ? example : small, Buffer.from(String(at))]),
    );
  }
  return join(folder, name);
}

/** What `mark` puts into the answers of a cache, to tell them from what is read. */
const marked = "from the cache";

function mark(cache: string): void {
  const database = new DatabaseSync(cache);
  database.exec(
    `UPDATE file SET evidence = json_set(evidence, '$.prompt', '${marked}'); PRAGMA wal_checkpoint(TRUNCATE)`,
  );
  database.close();
}

const run = (...args: readonly string[]): Ran => runProcess(folder, args);

/** Runs until so many lines are written, then sends the signal; gives what was written until the end. */
async function interrupt(
  args: readonly string[],
  lines: number,
  signal: NodeJS.Signals,
): Promise<{ status: number | null; out: string }> {
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let out = "";
  let isSent = false;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
    if (isSent || out.split("\n").length <= lines) return;
    isSent = true;
    child.kill(signal);
  });
  const [status] = (await once(child, "close")) as [number | null];
  return { status, out };
}

describe("a folder of many images", () => {
  const images = makeImages("many", 1500);
  const whole = run("inspect", images, "--jsonl");
  const lines = whole.out.trimEnd().split("\n");

  test("one line a file, in the order of names, the same whether threads read or not", () => {
    const files = lines.map((line) => (JSON.parse(line) as { readonly file: string }).file);
    assert.equal(files.length, 1500);
    assert.deepEqual(files, files.toSorted());
    const few = run("inspect", ...files.slice(0, 5), "--jsonl");
    assert.deepEqual(few.out.trimEnd().split("\n"), lines.slice(0, 5));
    const array = JSON.parse(run("inspect", images, "--json").out) as unknown[];
    assert.deepEqual(
      array,
      lines.map((line) => JSON.parse(line) as unknown),
    );
  });

  for (const signal of ["SIGKILL", "SIGINT"] as const) {
    test(`a scan that ${signal} ends is gone on with, and gives the same lines`, async () => {
      const cache = `${signal}.cache`;
      const first = await interrupt(["inspect", images, "--jsonl", "--cache", cache], 400, signal);
      const written = first.out.split("\n").slice(0, -1);
      assert.ok(written.length >= 400 && written.length < 1500, `${written.length} lines`);
      assert.deepEqual(written, lines.slice(0, written.length));
      if (signal === "SIGINT") assert.equal(first.status, 130);
      assert.equal(run("inspect", images, "--jsonl", "--cache", cache).out, whole.out);
    });
  }

  test("what the cache knows of a file that nobody touched is taken from it", () => {
    const some = makeImages("some", 40);
    const before = run("inspect", some, "--jsonl", "--cache", "some.cache").out;
    mark(join(folder, "some.cache"));
    const known = run("inspect", some, "--jsonl", "--cache", "some.cache").out;
    assert.equal(known.split(marked).length - 1, 40);
    assert.notEqual(known, before);
  });

  test("a file is read again whatever was put in its place, also where size and time are as before", () => {
    const some = makeImages("touched", 8);
    const args = ["inspect", some, "--jsonl", "--cache", "touched.cache"];
    const time = new Date("2024-05-05T05:05:05Z");
    const path = (at: number): string => join(some, `0/${at}.png`);
    const padding = Buffer.alloc(20_000);
    for (let at = 0; at < 8; at += 1) {
      writeFileSync(path(at), Buffer.concat([readFileSync(path(at)), padding]));
      utimesSync(path(at), time, time);
    }
    run(...args);
    const other = (at: number, where: number): Buffer => {
      const bytes = readFileSync(path(at));
      bytes[where] = 255 - bytes[where]!;
      return bytes;
    };
    // Overwritten in place in the middle; another file moved there; the beginning; the end; one of the past copied with its time.
    writeFileSync(path(1), other(1, 9000));
    writeFileSync(join(folder, "other.png"), other(2, 9000));
    utimesSync(join(folder, "other.png"), time, time);
    renameSync(join(folder, "other.png"), path(2));
    writeFileSync(path(3), other(3, 7));
    writeFileSync(path(4), other(4, 20_000));
    writeFileSync(join(folder, "old.png"), other(5, 9000));
    utimesSync(join(folder, "old.png"), time, time);
    cpSync(join(folder, "old.png"), path(5), { preserveTimestamps: true });
    for (let at = 1; at < 6; at += 1) utimesSync(path(at), time, time);
    const { out } = run(...args);
    assert.equal(out, run("inspect", some, "--jsonl").out);
  });

  test("a cache of an earlier form is never misread: it is told and begun anew", () => {
    const some = makeImages("earlier", 6);
    const wanted = run("inspect", some, "--jsonl").out;
    const args = ["inspect", some, "--jsonl", "--cache", "earlier.cache"];
    run(...args);
    const database = new DatabaseSync(join(folder, "earlier.cache"));
    const find = database.prepare("SELECT path, evidence FROM file").all();
    database.exec("UPDATE reader SET name = 'cleartitle 0.1.0'");
    for (const { path } of find)
      database
        .prepare(
          `UPDATE file SET changed = ?, evidence = json_set(evidence, '$.prompt', 'stale') WHERE path = ?`,
        )
        .run(String(statSync(String(path), { bigint: true }).mtimeNs), path!);
    database.close();
    const again = run(...args);
    assert.equal(again.out, wanted);
    assert.match(
      again.err,
      /^--cache earlier\.cache: it was made by another version; what it knew is forgotten/m,
    );
    assert.equal(run(...args).err, "");
  });

  test("a link is never written through, be it the cache, a file beside it, or a page", () => {
    const some = makeImages("links", 2);
    const targets = ["victim.db", "victim.db-wal", "victim.html"].map((name) => join(folder, name));
    symlinkSync(targets[0]!, join(folder, "link.cache"));
    symlinkSync(targets[1]!, join(folder, "beside.cache-wal"));
    symlinkSync(targets[2]!, join(folder, "link.html"));
    writeFileSync(join(folder, "there.db"), "");
    symlinkSync(join(folder, "there.db"), join(folder, "there.cache"));
    for (const args of [
      ["--cache", "link.cache"],
      ["--cache", "there.cache"],
      ["--cache", "beside.cache"],
      ["--for", "merchandise", "--html", "link.html"],
    ]) {
      const { status, err } = run(args.includes("--html") ? "check" : "inspect", some, ...args);
      assert.equal(status, 2, err);
      assert.match(err, /is a link; name the file itself, or take the link away\.\n$/);
    }
    for (const target of targets) assert.equal(existsSync(target), false);
    assert.equal(readFileSync(join(folder, "there.db"), "utf8"), "");
  });

  test("--since passes over what was not changed", () => {
    const some = makeImages("dated", 20);
    for (let at = 0; at < 15; at += 1) {
      const old = new Date("2020-02-02T12:00:00Z");
      utimesSync(join(some, `0/${at}.png`), old, old);
    }
    assert.equal(run("inspect", some, "--jsonl", "--since", "2021-01-01").out.split("\n").length - 1, 5);
    assert.equal(run("inspect", some, "--jsonl", "--since", "2019-01-01").out.split("\n").length - 1, 20);
    assert.match(run("inspect", some, "--since", "yesterday").err, /--since takes a day/);
    assert.equal(
      run("inspect", "--raw", some, "--jsonl", "--since", "2021-01-01").out.split("\n").length - 1,
      5,
    );
  });

  test("where --since leaves nothing to do, that is said, and is no yes", () => {
    const some = makeImages("old", 3);
    for (let at = 0; at < 3; at += 1) utimesSync(join(some, `0/${at}.png`), 1e9, 1e9);
    for (const command of [["check"], ["inspect"], ["inspect", "--raw"]]) {
      const list = run(...command, some, "--since", "2021-01-01", "--json");
      assert.deepEqual([list.status, JSON.parse(list.out)], [2, []]);
      assert.match(
        list.err,
        /^cleartitle: none of 3 image files was changed since 2021-01-01, so nothing was read/,
      );
      const one = run(...command, join(some, "0/1.png"), "--since", "2021-01-01");
      assert.deepEqual([one.status, one.out], [2, ""]);
      assert.match(one.err, /the image file was not changed since 2021-01-01/);
    }
  });

  test("a loop of links ends, and what is not ours is never used as a cache", () => {
    const some = makeImages("looped", 20);
    symlinkSync("..", join(some, "0/up"));
    assert.equal(run("inspect", some, "--jsonl").out.split("\n").length - 1, 20);
    writeFileSync(join(folder, "notes.txt"), "my notes ".repeat(200));
    const { status, err } = run("inspect", some, "--cache", "notes.txt");
    assert.equal(status, 2);
    assert.match(err, /--cache notes\.txt cannot be used/);
    assert.equal(readFileSync(join(folder, "notes.txt"), "utf8"), "my notes ".repeat(200));
    assert.match(run("inspect", some, "--json", "--jsonl").err, /not both/);
  });

  test("commands that share a new cache all answer, and one after them reads nothing", async () => {
    const some = makeImages("shared", 300);
    const wanted = run("inspect", some, "--jsonl").out;
    const children = Array.from({ length: 4 }, () => {
      const args = [cli, "inspect", some, "--jsonl", "--cache", "shared.cache"];
      return spawn(process.execPath, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
    });
    const said = await Promise.all(
      children.map(async (child) => {
        const text = { out: "", err: "" };
        child.stdout.on("data", (part: Buffer) => (text.out += part.toString()));
        child.stderr.on("data", (part: Buffer) => (text.err += part.toString()));
        const [status] = (await once(child, "close")) as [number | null];
        return { status, ...text };
      }),
    );
    for (const { status, out, err } of said) assert.deepEqual([status, err, out === wanted], [0, "", true]);
    for (let at = 0; at < 300; at += 1) truncateSync(join(some, `0/${at}.png`), 0);
    const emptied = run("inspect", some, "--jsonl", "--cache", "shared.cache");
    assert.notEqual(emptied.out, wanted);
  });

  test("a cache that is damaged, full or only to be read is said to be so, and every answer is given", () => {
    const some = makeImages("troubled", 40);
    const wanted = run("inspect", some, "--jsonl", "--cache", "good.cache").out;
    const bytes = readFileSync(join(folder, "good.cache"));
    writeFileSync(join(folder, "short.cache"), bytes.subarray(0, 3000));
    for (let at = 4096; at < bytes.length; at += 700) bytes.fill(0xa5, at, at + 300);
    writeFileSync(join(folder, "damaged.cache"), bytes);
    const caches: Readonly<Record<string, RegExp>> = {
      "short.cache":
        /^--cache short\.cache: .*malformed; files are read without it\. Delete it, and a new one is made\.\n$/,
      "damaged.cache": /^--cache damaged\.cache: .*; files are read without it.*\n$/,
      ...(existsSync("/dev/full")
        ? { "/dev/full": /^--cache \/dev\/full: .*full; files are read without it\.\n$/ }
        : {}),
    };
    for (const [cache, message] of Object.entries(caches)) {
      const { status, out, err } = run("inspect", some, "--jsonl", "--cache", cache);
      assert.deepEqual([cache, status, out === wanted], [cache, 0, true]);
      assert.match(err, message);
    }
    for (const wrong of ["", "troubled", "no/such/folder/x"]) {
      const { status, out, err } = run("inspect", some, "--jsonl", "--cache", wrong);
      assert.deepEqual([status, out], [2, ""]);
      assert.match(
        err,
        /^cleartitle: --cache (?:takes the path of a file|no\/such\/folder\/x cannot be used)/,
      );
    }
  });

  test(
    "a cache that may only be read is used, and left as it is",
    { skip: process.getuid?.() !== 0 && "needs root to become somebody else" },
    () => {
      const some = makeImages("locked", 20);
      const place = join(folder, "lock");
      mkdirSync(place, { mode: 0o755 });
      chmodSync(folder, 0o755);
      const cache = join(place, "read.cache");
      run("inspect", some, "--jsonl", "--cache", cache);
      mark(cache);
      chmodSync(cache, 0o444);
      const before = readFileSync(cache);
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [cli, "inspect", some, "--jsonl", "--cache", cache],
        { encoding: "utf8", cwd: folder, uid: 65_534, env: { ...process.env, HOME: place, LANG: "C.UTF-8" } },
      );
      assert.deepEqual([status, stdout.split(marked).length - 1], [0, 20]);
      assert.match(
        stderr,
        /read\.cache: it cannot be written; what it knows is used, and nothing is added\.\n$/,
      );
      assert.deepEqual(readFileSync(cache), before);
    },
  );

  test("check gives a line a file too, from the same cache", () => {
    const checked = run("check", images, "--for", "commercial", "--jsonl", "--cache", "SIGKILL.cache").out;
    const evidence = checked
      .trimEnd()
      .split("\n")
      .map((line) => (JSON.parse(line) as { readonly evidence: unknown }).evidence);
    assert.deepEqual(
      evidence,
      lines.map((line) => JSON.parse(line) as unknown),
    );
  });

  test(
    "memory does not grow with the number of files",
    { skip: !existsSync("/proc/self/status") && "needs /proc" },
    async () => {
      const files = makeImages("tiny", Number(process.env["CLEARTITLE_TEST_FILES"] ?? 6000));
      const child = spawn(process.execPath, [cli, "inspect", files, "--jsonl", "--cache", `${files}.cache`], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      let peak = 0;
      child.stdout.on("data", () => {
        const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
        peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
      });
      await once(child, "close");
      assert.ok(peak > 20 && peak < 250, `${peak} MB`);
    },
  );
});

test("--raw shows every text where it lies, and a hostile one cannot steer the terminal", () => {
  const { status, out } = run("inspect", "--raw", join(root, "examples/a1111-lora.jpg"));
  assert.equal(status, 0);
  assert.match(out, /jpeg:Exif\/UserComment/);
  assert.match(out, /bytes \d+–\d+/);
  assert.match(out, /^ {4}Negative prompt: photo, people$/m);
  const [line] = run("inspect", "--raw", "--jsonl", join(root, "examples/a1111-lora.jpg")).out.split("\n");
  const view = JSON.parse(line ?? "") as { readonly carriers: readonly { readonly text: string | null }[] };
  assert.ok(view.carriers.some(({ text }) => text?.includes("paper_cut_hills_v2")));
  assert.equal(run("inspect", "--raw", "gone.png").status, 2);
});
