import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

import type { RecordedEdit } from "../../records/edit-record.ts";
import { runCommand } from "../../testing/run-command.ts";

const root = mkdtempSync(join(tmpdir(), "edit-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const example = (name: string): string => join(import.meta.dirname, "../../../../../examples", name);
const original = example("content-credentials.png");
const edited = example("a1111-sdxl.png");
const again = example("photo.jpg");
const copy = join(root, "copy.png");
const text = join(root, "text.png");
const receipt = join(root, "Ada's receipt.pdf");
const hashOf = (path: string): string => createHash("sha256").update(readFileSync(path)).digest("hex");

beforeAll(() => {
  // Another file that looks the same.
  writeFileSync(copy, Buffer.concat([readFileSync(edited), Buffer.from("more")]));
  writeFileSync(text, "this is no image");
  writeFileSync(receipt, "paid");
});

let place: { readonly folder: string; readonly keys: string };
let number = 0;
beforeEach(() => {
  number += 1;
  place = { folder: join(root, String(number), "ledger"), keys: join(root, String(number), "keys") };
});

const run = async (...args: readonly string[]): ReturnType<typeof runCommand> =>
  runCommand([...args, "--ledger", place.folder], "", { CLEARTITLE_KEYS: place.keys, LANG: "C.UTF-8" });
const krita = ["--tool", "Krita 5.2", "--what", "Ada malte den Himmel neu — 空を描き直した", "--by", "Ada"];

describe("cleartitle edit", () => {
  test("is found with the file, with a copy of it, and once", async () => {
    const { status, out } = await run("edit", original, edited, ...krita);
    expect(status).toBe(0);
    expect(out).toBe(`Recorded as 0: ${edited} was made from ${original} with Krita 5.2.\n`);
    expect((await run("edit", original, edited, ...krita)).out).toMatch(/^Already on record as 0:/);
    expect((await run("log", "--file", edited)).out).toMatch(/0 .* edit +Krita 5\.2/);
    expect((await run("log", "--file", original)).out).toMatch(/0 .* edit +Krita 5\.2/);
    const found = await run("find", copy, "--json");
    expect(JSON.parse(found.out)).toMatchObject({
      found: [{ index: 0, by: "look", record: { kind: "edit" } }],
    });
    const { out: json } = await run("log", "--json");
    expect(JSON.parse(json)).toMatchObject([
      {
        body: {
          before: hashOf(original),
          after: { sha256: hashOf(edited), bytes: statSync(edited).size, width: 512, height: 512 },
        },
        private: { what: expect.stringMatching(/^[0-9a-f]{64}$/), by: expect.any(String) },
      },
    ]);
  });

  test("says which mark of origin was lost, as data too, and nothing where none was", async () => {
    const { err } = await run("edit", original, edited, ...krita);
    expect(err).toMatch(/Content Credentials that hold, and after it there are none: .*Keep the original/);
    const lost = JSON.parse((await run("edit", original, again, ...krita, "--json")).out) as RecordedEdit;
    expect(lost.warnings.map(({ code }) => code)).toEqual(["credentials-dropped"]);
    const kept = JSON.parse((await run("edit", edited, again, ...krita, "--json")).out) as RecordedEdit;
    expect(kept).toMatchObject({ before: hashOf(edited), after: hashOf(again), written: true, warnings: [] });
  });

  test("takes the hash of a file that is gone, and says that nobody could compare", async () => {
    const { out } = await run("edit", `sha256:${hashOf(original).toUpperCase()}`, edited, ...krita, "--json");
    expect(JSON.parse(out)).toMatchObject({
      before: hashOf(original),
      warnings: [{ code: "not-compared" }],
    });
  });

  test("keeps what was changed and by whom out of the log", async () => {
    await run("edit", original, edited, ...krita);
    const log = textsBelow(join(place.folder, "log"));
    expect(log).toContain("Krita 5.2");
    for (const word of ["Ada", "Himmel", "空を"]) {
      expect(log).not.toContain(word);
      expect(textsBelow(join(place.folder, "private"))).toContain(word);
    }
  });

  test("and all about the line of a file, what came first in front", async () => {
    await run("edit", original, edited, ...krita);
    await run("edit", edited, again, ...krita);
    await run("record", edited, "--for", "marketing");
    await run("attach", receipt, "--about", edited, "--kind", "receipt", "--proves", "the plan");
    const { out, err } = await run("log", "--file", edited, "--lineage");
    const [first, second, third] = out.split("\n\n");
    expect(first).toMatch(/^[0-9a-f]{12}…  before/);
    expect(second).toMatch(/^[0-9a-f]{12}…  this file, made from [0-9a-f]{12}… \(record 0\)\n/);
    expect(second?.match(/ (?:edit|decision|evidence-file) /g)).toHaveLength(3);
    expect(third).toMatch(/^[0-9a-f]{12}…  after, made from [0-9a-f]{12}… \(record 1\)\n/);
    expect(err).toBe("3 files, 4 records.\n");
    const { out: json } = await run("log", "--file", again, "--lineage", "--json");
    expect(JSON.parse(json)).toMatchObject({
      sha256: hashOf(again),
      whole: true,
      files: [
        { place: "before", madeFrom: [] },
        { place: "before", madeFrom: [{ sha256: hashOf(original), record: 0 }] },
        { place: "this", records: [{ index: 1, kind: "edit" }] },
      ],
    });
  });

  test.each([
    [[original, original, ...krita], /are the same file, byte for byte/],
    [[original, "nowhere.png", ...krita], /nowhere\.png does not exist/],
    [["nowhere.png", edited, ...krita], /nowhere\.png does not exist/],
    [[root, edited, ...krita], /is not a file/],
    [[original, root, ...krita], /is not a file/],
    [[text, edited, ...krita], /text\.png cannot be read as an image/],
    [[original, text, ...krita], /text\.png cannot be read as an image/],
    [[original, edited, "--tool", "", "--what", "x"], /--tool takes a text/],
    [[original, edited, "--tool", "x", "--what", "y".repeat(40_001)], /--what takes at most 40000 .* 40001/],
    [[original, edited, "--tool", "x"], /--what/],
    [[original, ...krita], /missing required argument 'after'/],
  ])("%# is refused before anything is recorded", async (args, message) => {
    const { status, out, err } = await run("edit", ...args);
    expect([status, out]).toEqual([2, ""]);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at /);
    expect((await run("log")).err).toMatch(/holds no log/);
  });
});

describe("log --lineage", () => {
  test.each([
    [["--lineage"], /--file FILE --lineage/],
    [["--lineage", "--file", edited, "--kind", "edit"], /does not go with --kind/],
    [["--lineage", "--file", "nowhere.png"], /does not exist/],
  ])("%j says what is wrong", async (args, message) => {
    const { status, err } = await run("log", ...args);
    expect(status).toBe(2);
    expect(err).toMatch(message);
  });
});

describe("cleartitle attach", () => {
  const proves = ["--kind", "receipt", "--proves", "The plan in the month of making"];

  test("is listed with the image, also where it is about a record of it", async () => {
    await run("record", edited, "--for", "marketing");
    const { status, out, err } = await run("attach", receipt, "--about", edited, ...proves);
    expect(status).toBe(0);
    expect(out).toBe(`recorded as 2  receipt  ${receipt}\n`);
    expect(err).toMatch(/The files stay where they are: keep them/);
    await run("attach", text, "--about", "1", "--kind", "prompt-history", "--proves", "The iterations");
    const listed = (await run("log", "--file", edited, "--kind", "evidence-file")).out;
    expect(listed).toMatch(/receipt {2}The plan .*\n.*prompt-history {2}The iterations/);
    const [one] = JSON.parse(
      (await run("log", "--kind", "evidence-file", "--json")).out,
    ) as readonly object[];
    expect(one).toMatchObject({
      body: { file: { sha256: hashOf(receipt), bytes: 4 }, kind: "receipt", about: hashOf(edited) },
      private: { fileName: expect.any(String) },
    });
    expect(textsBelow(join(place.folder, "log"))).not.toContain("Ada's receipt");
  });

  test("about a hash that is on record is about that file", async () => {
    await run("record", edited, "--for", "marketing");
    const { out } = await run(
      "attach",
      receipt,
      "--about",
      hashOf(edited).toUpperCase(),
      ...proves,
      "--json",
    );
    expect(JSON.parse(out)).toMatchObject([{ about: hashOf(edited) }]);
  });

  test("twice is once, under whatever name, also once the name is erased; about something else it is another", async () => {
    await run("attach", receipt, "--about", edited, ...proves);
    const moved = join(root, "moved.pdf");
    writeFileSync(moved, "paid");
    const known = await run("attach", receipt, moved, "--about", edited, ...proves, "--json");
    expect(JSON.parse(known.out)).toMatchObject([
      { record: 0, written: false },
      { record: 0, written: false },
    ]);
    await run("erase", "0", "all");
    expect((await run("attach", receipt, "--about", edited, ...proves)).out).toMatch(
      /^already on record as 0 /,
    );
    const other = await run("attach", receipt, "--about", original, ...proves, "--json");
    expect(JSON.parse(other.out)).toMatchObject([{ record: 2, written: true, about: hashOf(original) }]);
  });

  test("of files of which one is missing or empty records the others", async () => {
    const empty = join(root, "empty.pdf");
    writeFileSync(empty, "");
    const { status, out, err } = await run(
      "attach",
      "nowhere.pdf",
      empty,
      root,
      receipt,
      "--about",
      edited,
      ...proves,
    );
    expect(status).toBe(2);
    expect(out).toBe(`recorded as 0  receipt  ${receipt}\n`);
    expect(err).toMatch(/nowhere\.pdf does not exist/);
    expect(err).toMatch(/empty\.pdf is empty, so it proves nothing/);
    expect(err).toMatch(/is not a file/);
  });

  test.each([
    [["--about", "nowhere.png", ...proves], /No record is about nowhere\.png/],
    [["--about", "7", ...proves], /No record is about 7/],
    [["--about", "a".repeat(64), ...proves], /No record is about a{64}/],
    [
      ["--about", edited, "--kind", "recipt", "--proves", "x"],
      /--kind takes receipt, .*Did you mean "receipt"\?/,
    ],
    [["--about", edited, "--kind", "receipt", "--proves", " "], /--proves takes a text/],
    [["--about", edited, "--kind", "receipt", "--proves", "x".repeat(2001)], /--proves takes at most 2000/],
    [["--about", receipt, ...proves], /very file that it should prove something about/],
  ])("%j is refused", async (args, message) => {
    const { status, out, err } = await run("attach", receipt, ...args);
    expect([status, out]).toEqual([2, ""]);
    expect(err).toMatch(message);
  });
});

function textsBelow(folder: string): string {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
  return paths.flatMap((path) => (statSync(path).isFile() ? [readFileSync(path, "utf8")] : [])).join("\n");
}
