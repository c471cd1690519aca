import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";

import { afterAll, beforeEach, describe, expect, test } from "vitest";

import { main } from "../../main.ts";
import type { RecordedPublication } from "../../records/record-publication.ts";
import { RecordsWriter } from "../../records/records.ts";
import { runCommand } from "../../testing/run-command.ts";

const root = mkdtempSync(join(tmpdir(), "publish-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const example = (name: string): string => join(import.meta.dirname, "../../../../../examples", name);
const picture = example("forge-flux-schnell.png");
const other = example("photo.jpg");

let place: { readonly folder: string; readonly keys: string };
let number = 0;
beforeEach(() => {
  number += 1;
  place = { folder: join(root, String(number), "ledger"), keys: join(root, String(number), "keys") };
});

const run = async (...args: readonly string[]): ReturnType<typeof runCommand> =>
  runCommand([...args, "--ledger", place.folder], "", { CLEARTITLE_KEYS: place.keys, LANG: "C.UTF-8" });

/** Publishes, and gives the status with what is told about the first file. */
async function publish(...args: readonly string[]): Promise<{
  readonly status: number;
  readonly one: RecordedPublication;
  readonly codes: readonly string[];
}> {
  const { status, out } = await run("publish", ...args, "--json");
  const [one] = JSON.parse(out) as readonly RecordedPublication[];
  return { status, one: one!, codes: one!.warnings.map(({ code }) => code) };
}

const site = ["--where", "the client's website", "--for", "marketing"];

/** A decision about the picture, as conditional as its duties, written as it would come from an older program. */
async function decide(change: object = {}): Promise<void> {
  const writer = await RecordsWriter.open(place, { now: () => new Date("2026-11-22T12:00:00Z") });
  const { createHash } = await import("node:crypto");
  const sha256 = createHash("sha256").update(readFileSync(picture)).digest("hex");
  await writer.write([
    {
      kind: "decision",
      body: {
        subject: { sha256 },
        question: {},
        use: "marketing",
        on: "2026-11-22",
        parties: [],
        verdict: "conditional",
        rules: [],
        duties: [
          { code: "service.permission", phase: "before", met: false },
          { code: "licence.attribution", phase: "with", met: false },
          { code: "law.takedown", phase: "after", met: false },
          { code: "market.model-release", phase: "before", met: true },
        ],
        corpus: { version: "1", digest: `sha256:${"a".repeat(64)}` },
        engine: "test",
        ...change,
      },
    },
  ]);
  await writer.close();
}

describe("cleartitle publish", () => {
  test("records what happened without a decision too, and says that nothing allows it", async () => {
    const { status, out, err } = await run("publish", picture, ...site);
    expect(status).toBe(1);
    expect(out).toBe(`recorded as 0  marketing  the client's website  ${picture}\n`);
    expect(err).toMatch(/No decision on record about this file is for marketing, without a market/);
    expect(err).toMatch(/\nPut one on record:\n {2}cleartitle record FILE --for marketing\n$/);
    const again = await publish(picture, ...site);
    expect(again).toMatchObject({ status: 1, codes: ["no-decision"], one: { written: false, record: 0 } });
  });

  test("is no yes where the decision rests on what nobody vouches for any more", async () => {
    const { out } = await run("attest", "content.real-person=false", picture, "--by", "Ada", "--json");
    const [{ id }] = JSON.parse(out) as [{ readonly id: string }];
    await decide({ verdict: "allowed", duties: [], attestations: [id] });
    expect(await publish(picture, ...site)).toMatchObject({ status: 0, codes: [] });
    await run("attest", "content.real-person=true", picture, "--by", "Bob");
    const contradicted = await publish(picture, ...site);
    expect(contradicted).toMatchObject({ status: 1, codes: ["no-longer-vouched"] });
    expect(contradicted.one.warnings[0]?.message).toMatch(
      /record 0, which record \d contradicts about content/,
    );
    await run("attest", "--withdraw", "0", "--by", "Ada");
    const withdrawn = await publish(picture, ...site);
    expect(withdrawn).toMatchObject({ status: 1, codes: ["no-longer-vouched"] });
    expect(withdrawn.one.warnings[0]?.message).toMatch(/rests on record 0, which was taken back/);
  });

  test("takes no older yes that was imported for the newest decision", async () => {
    await decide({ verdict: "allowed", duties: [], on: "2026-01-05" });
    const file = join(root, "old.json");
    await run("export", "-o", file);
    const old = readFileSync(file, "utf8").replaceAll("2026-11-22T", "2026-01-05T");
    writeFileSync(file, old);
    rmSync(place.folder, { recursive: true });
    rmSync(place.keys, { recursive: true });
    await decide({ verdict: "forbidden" });
    expect((await run("import", file)).out).toMatch(/^1 imported/);
    expect(await publish(picture, ...site)).toMatchObject({ status: 1, codes: ["forbidden"] });
    await decide({ verdict: "allowed", duties: [] });
    expect(await publish(picture, ...site)).toMatchObject({ status: 0, codes: [] });
  });

  test("is no yes where the decision rests on a record of another ledger", async () => {
    await decide({
      verdict: "allowed",
      duties: [],
      attestations: ["00000000-0000-4000-8000-000000000000"],
    });
    expect(await publish(picture, ...site)).toMatchObject({ status: 1, codes: ["no-longer-vouched"] });
  });

  test.each(["forbidden", "unknown"])("records what was decided as %s, with status 1", async (verdict) => {
    await decide({ verdict });
    const { status, one, codes } = await publish(picture, ...site, "--met", "service.permission");
    expect([status, codes]).toEqual([1, [verdict]]);
    expect(one).toMatchObject({ written: true, decision: { record: 1, verdict } });
  });

  test("is a yes where the decision is one, and only for its own use, place and file", async () => {
    await decide({ verdict: "allowed", duties: [] });
    expect(await publish(picture, ...site)).toMatchObject({ status: 0, codes: [] });
    const elsewhere: readonly (readonly string[])[] = [
      [picture, "--where", "the client's website", "--for", "editorial"],
      [picture, "--where", "Adobe Stock", "--for", "marketing"],
      [other, ...site],
    ];
    for (const args of elsewhere)
      expect(await publish(...args)).toMatchObject({ status: 1, codes: ["no-decision"] });
    await decide({ verdict: "allowed", duties: [], market: "adobe-stock" });
    const there = await publish(picture, "--where", "Fotolia", "--for", "marketing");
    expect(there).toMatchObject({ status: 0, one: { where: "adobe-stock" } });
    await decide({ verdict: "forbidden", duties: [] });
    expect(await publish(picture, ...site)).toMatchObject({ status: 1, codes: ["forbidden"] });
  });

  test("asks for duties before and with the use, and leaves those after it", async () => {
    await decide();
    const first = await publish(picture, ...site);
    expect(first).toMatchObject({ status: 1, codes: ["open-duties"] });
    expect(first.one.open).toEqual(["service.permission", "licence.attribution"]);
    expect(first.one.afterwards).toEqual(["law.takedown"]);
    const half = await publish(picture, ...site, "--met", "met.service.permission");
    expect(half.one.open).toEqual(["licence.attribution"]);
    const both = ["--met", "service.permission", "--met", "licence.attribution"];
    expect(await publish(picture, ...site, ...both)).toMatchObject({ status: 0, codes: [] });
  });

  test("what goes with each use is not met by an earlier publication; what goes before is, at the same place", async () => {
    await decide();
    const met = ["--met", "service.permission", "--met", "licence.attribution"];
    await publish(picture, ...site, ...met);
    const again = await publish(picture, ...site, "--url", "https://example.com/second");
    expect(again.one.open).toEqual(["licence.attribution"]);
    const elsewhere = await publish(picture, "--where", "a printed folder", "--for", "marketing");
    expect(elsewhere.one.open).toEqual(["service.permission", "licence.attribution"]);
  });

  test("what somebody vouches for is met, until they take it back or a newer decision asks again", async () => {
    await decide();
    const [, , ...use] = site;
    const vouch = async (by: string, value: boolean): Promise<unknown> =>
      run("attest", `met.licence.attribution=${value}`, picture, ...use, "--by", by);
    await vouch("Ada", true);
    expect((await publish(picture, ...site)).one.open).toEqual(["service.permission"]);
    await vouch("Ada", false);
    expect((await publish(picture, ...site)).one.open).toHaveLength(2);
    // Where two people say two things, nobody has said anything.
    await vouch("Bob", true);
    expect((await publish(picture, ...site)).one.open).toHaveLength(2);
    await vouch("Ada", true);
    expect((await publish(picture, ...site)).one.open).toEqual(["service.permission"]);
    await decide({ engine: "newer" });
    expect((await publish(picture, ...site)).one.open).toHaveLength(2);
  });

  test("a cleared review is what lets a conditional image go out", async () => {
    const asked = [picture, "--for", "client-work"];
    await run("record", ...asked);
    const client = ["--where", "the client", "--for", "client-work"];
    expect(await publish(picture, ...client)).toMatchObject({ status: 1, codes: ["open-duties"] });
    const { out } = await run("review", ...asked, "--json");
    const { points } = JSON.parse(out) as { points: readonly { code: string; state: string }[] };
    const confirm = points.filter(({ state }) => state === "open").flatMap(({ code }) => ["--confirm", code]);
    expect((await run("review", ...asked, "--by", "Ada", "--record", ...confirm)).status).toBe(0);
    expect(await publish(picture, ...client)).toMatchObject({ status: 0, codes: [] });
    const market = ["--where", "adobe-stock", "--for", "client-work"];
    expect(await publish(picture, ...market)).toMatchObject({ status: 1, codes: ["no-decision"] });
  });

  test("of an earlier day counts the decision of that day, and is marked as recorded later", async () => {
    await decide({ verdict: "allowed", duties: [], on: "2026-11-10" });
    await decide({ verdict: "forbidden", duties: [] });
    const then = await publish(picture, ...site, "--on", "2026-11-15");
    expect(then).toMatchObject({ status: 0, one: { decision: { on: "2026-11-10" } } });
    const earlier = await publish(picture, ...site, "--on", "2026-11-01");
    expect(earlier).toMatchObject({ status: 1, codes: ["decided-later", "forbidden"] });
    // Of two that are later, it says what is true of both.
    expect(earlier.one.warnings[0]?.message).toMatch(/No decision .* is for 2026-11-01 or a day before\./);
    await publish(picture, ...site, "--on", "2026-11-22");
    const { out } = await run("log", "--kind", "publication", "--json");
    const recorded = JSON.parse(out) as readonly { time: { basis: string; happened: string | null } }[];
    expect(recorded.map(({ time }) => [time.basis, time.happened])).toEqual([
      ["recorded-later", "2026-11-15"],
      ["recorded-later", "2026-11-01"],
      ["recorded-later", null],
    ]);
  });

  test("an edited file is another file", async () => {
    await decide({ verdict: "allowed", duties: [] });
    await run("edit", picture, other, "--tool", "Krita", "--what", "all new");
    expect((await publish(other, ...site)).one.warnings[0]?.message).toMatch(
      /edited from another file \(record 2\)/,
    );
  });

  test.each([
    [
      ["--where", "adobe-stok"],
      /No market on record is called "adobe-stok"\. Did you mean "adobe-stock"\?.*more words/,
    ],
    [["--where", " "], /--where takes a text/],
    [["--where", "x".repeat(301)], /--where takes at most 300 characters, and this has 301/],
    [["--where", "here", "--for", "marketting"], /Did you mean "marketing"/],
    [["--where", "here", "--met", "licence.atribution"], /Did you mean "licence\.attribution"/],
    [["--where", "here", "--met", "confirm.content.people"], /cleartitle review FILE/],
    [["--where", "here", "--on", "2026-11-23"], /--on is 2026-11-23, which is yet to come/],
    [["--where", "here", "--on", "yesterday"], /--on takes a day/],
    [["--where", "here", "--url", "example.com"], /--url takes a web address/],
    [["--where", "here", "--url", "https://ada:secret@example.com"], /can never be erased/],
    [["--where", "here", "--to", "x".repeat(301)], /--to takes at most 300/],
    [[root, "--where", "here"], /is a folder: name the files/],
    [[], /--where/],
  ])("%j is refused before anything is recorded", async (args, message) => {
    const { status, out, err } = await run("publish", picture, ...args);
    expect([status, out]).toEqual([2, ""]);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at /);
    expect((await run("log")).err).toMatch(/holds no log/);
  });

  test("a file that is no image takes no other with it", async () => {
    await decide({ verdict: "allowed", duties: [] });
    const text = join(root, "text.png");
    writeFileSync(text, "this is no image");
    const { status, out, err } = await run("publish", text, "nowhere.png", picture, ...site);
    expect(status).toBe(2);
    expect(out).toBe(`recorded as 2  marketing  the client's website  ${picture}\n`);
    expect(err).toMatch(/text\.png cannot be read as an image/);
    expect(err).toMatch(/nowhere\.png does not exist/);
  });

  test("keeps client and name out of the log, in every script, and shows the place as it was written", async () => {
    const where = "クライアントのサイト 🎨";
    const names = ["--to", "Студия Пример", "--by", "آدا مثال", "--attribution", "図: FLUX"];
    await run("publish", picture, "--where", where, "--for", "marketing", ...names);
    const log = textsBelow(join(place.folder, "log"));
    expect(log).toContain(where);
    expect(log).toContain("図: FLUX");
    for (const name of ["Студия", "آدا"]) {
      expect(log).not.toContain(name);
      expect(textsBelow(join(place.folder, "private"))).toContain(name);
    }
    expect((await run("log")).out).toContain(where);
    expect((await run("ledger", "verify")).status).toBe(0);
  });

  test("in a place with controls for the terminal shows them and obeys none", async () => {
    const { out } = await run("publish", picture, "--where", "site\u001b[31m\nred", "--for", "marketing");
    expect(out).not.toContain("\u001b");
    expect(out.trimEnd()).not.toContain("\n");
  });

  test("is refused while another process writes, and nothing is lost", async () => {
    await decide();
    const holder = await RecordsWriter.open(place, { now: () => new Date("2026-11-22T12:00:00Z") });
    const { status, out, err } = await run("publish", picture, ...site);
    await holder.close();
    expect([status, out]).toEqual([2, ""]);
    expect(err).toMatch(/process \d+.*nothing was recorded/);
    expect((await publish(picture, ...site)).one.written).toBe(true);
  });

  test("that is stopped has recorded what it told, and goes on from there", async () => {
    const stop = new AbortController();
    const told: string[] = [];
    const stdout = new Writable({
      write(piece: Buffer, _, done): void {
        told.push(piece.toString());
        stop.abort();
        done();
      },
    });
    const args = ["publish", picture, other, ...site, "--ledger", place.folder];
    const status = await main(args, {
      stdin: Readable.from([]),
      stdout,
      stderr: new Writable({ write: (_, __, done) => done() }),
      environment: { CLEARTITLE_KEYS: place.keys },
      platform: "linux",
      now: () => new Date("2026-11-22T12:00:00Z"),
      stop: stop.signal,
    });
    expect([status, told.length]).toEqual([130, 1]);
    const { out } = await run("publish", picture, other, ...site);
    expect(out).toMatch(/^already on record as 0 .*\nrecorded as 1 /);
  });

  test("of one picture under two names is one", async () => {
    const copy = join(root, "copy.png");
    copyFileSync(picture, copy);
    const { out } = await run("publish", picture, copy, ...site);
    expect(out).toMatch(/^recorded as 0 .*\nalready on record as 0 /);
  });
});

function textsBelow(folder: string): string {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
  return paths.flatMap((path) => (statSync(path).isFile() ? [readFileSync(path, "utf8")] : [])).join("\n");
}
