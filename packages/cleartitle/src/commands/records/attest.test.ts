import {
  appendFileSync,
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { isOfKind } from "@cleartitle/ledger/records";
import { afterAll, beforeEach, describe, expect, test } from "vitest";

import type { Answer } from "../../answer.ts";
import { Cleartitle } from "../../cleartitle.ts";
import { Records, RecordsWriter } from "../../records/records.ts";
import { runCommand } from "../../testing/run-command.ts";

const root = mkdtempSync(join(tmpdir(), "attest-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const example = (name: string): string => join(import.meta.dirname, "../../../../../examples", name);

let place: { readonly folder: string; readonly keys: string };
let picture: string;
let environment: Readonly<Record<string, string>>;
beforeEach(() => {
  const folder = mkdtempSync(join(root, "project-"));
  place = { folder: join(folder, "ledger"), keys: join(folder, "keys") };
  environment = { LANG: "C.UTF-8", CLEARTITLE_LEDGER: place.folder, CLEARTITLE_KEYS: place.keys };
  picture = join(folder, "picture.png");
  copyFileSync(example("forge-flux-schnell.png"), picture);
});

/** Where no law on record asks for more: left out, every place is asked. */
const inJapan = ["--fact", "use.territory=jp", "--fact", "holder.country=JP"];

type Ran = Awaited<ReturnType<typeof runCommand>>;
const run = (...args: readonly string[]): Promise<Ran> => runCommand(args, "", environment);
const attest = (...args: readonly string[]): Promise<Ran> => run("attest", ...args, "--by", "Ada");

async function check(
  ...args: readonly string[]
): Promise<NonNullable<Answer["decision"]> & { readonly ran: Ran; readonly toConfirm: readonly string[] }> {
  const about = args.includes("--for") ? args : ["--for", "merchandise", ...args];
  const ran = await run("check", picture, ...about, "--json");
  const [{ decision }] = JSON.parse(ran.out) as [Answer];
  const toConfirm = decision!.duties.flatMap(({ met, fact }) => (met || fact === undefined ? [] : [fact]));
  return { ...decision!, ran, toConfirm };
}

const clear = ["content.real-person=false", "content.third-party-character=false", "content.trademark=false"];
/** What every law on record asks of any picture. */
const decent = "content.adult=false";

describe("what is vouched for", () => {
  test("closes its confirmation in later answers, which say where it is from", async () => {
    const before = await check(...inJapan);
    expect(before.verdict).toBe("conditional");
    expect(before.toConfirm).toContain("content.real-person");
    expect(before.attested).toEqual([]);
    expect(before.ran.err).toBe("");

    await attest(...clear, decent, "inputs.kind=none", picture);
    const after = await check(...inJapan);
    expect(after.verdict).toBe("allowed");
    expect(after.ran.status).toBe(0);
    expect(after.toConfirm).toEqual([]);
    expect(after.attested).toContainEqual({
      fact: "content.real-person",
      value: false,
      record: 0,
      id: expect.any(String) as string,
      on: "2026-11-22",
    });
    expect(after.ran.err).toBe(`Ledger used: ${place.folder} (--no-ledger leaves it out).\n`);

    const stated = await check(
      "--no-ledger",
      ...inJapan,
      ...[...clear, decent].flatMap((each) => ["--fact", each]),
      "--fact",
      "inputs.kind=none",
    );
    const { ran: _, attested: __, ...same } = after;
    expect(stated).toMatchObject(same);
    expect((await check("--no-ledger", ...inJapan)).toConfirm).toEqual(before.toConfirm);
    const text = (await run("check", picture, "--for", "merchandise")).out.replaceAll(/\s+/g, " ");
    expect(text).toContain(
      "Vouched for on record: content.real-person=false (record 0, 2026-11-22), content.",
    );
    const story = (await run("explain", picture, "--for", "merchandise")).out.replaceAll(/\s+/g, " ");
    expect(story).toContain("Vouched for on record: content.real-person=false (record 0, 2026-11-22)");
  });

  test("holds for exactly these bytes", async () => {
    await attest(...clear, picture);
    appendFileSync(picture, "\n");
    const { attested, toConfirm } = await check();
    expect(attested).toEqual([]);
    expect(toConfirm).toContain("content.real-person");
  });

  test("of a file that was edited does not hold for what became of it, which is told until somebody looks again", async () => {
    await attest(...clear, picture);
    const before = (await run("inspect", picture, "--json")).out.match(/"sha256": "([0-9a-f]{64})"/)![1]!;
    appendFileSync(picture, "\n");
    const after = (await run("inspect", picture, "--json")).out.match(/"sha256": "([0-9a-f]{64})"/)![1]!;
    const writer = await RecordsWriter.open(place, { now: () => new Date("2026-11-22T12:00:00Z") });
    await writer.write([
      { kind: "edit", body: { before, after: { sha256: after }, tool: "gimp", what: "Hands.", by: "Ada" } },
    ]);
    await writer.close();
    const edited = await check();
    expect(edited.attested).toEqual([]);
    expect(edited.problems).toEqual([
      {
        code: "on-record",
        message:
          "Of the file that this one was edited from (record 3) people vouch for content.real-person, content.third-party-character, content.trademark (record 0, 1, 2). That holds for those bytes alone: look at this file and attest it anew.",
      },
    ]);
    await attest(...clear, picture);
    expect((await check()).problems).toEqual([]);
  });

  test("stands below what the question says, which is told", async () => {
    await attest("content.real-person=false", picture);
    const { attested, problems, verdict } = await check("--fact", "content.real-person=true");
    expect(attested).toEqual([]);
    expect(problems).toContainEqual({
      code: "on-record",
      message: "Record 0 says otherwise: content.real-person=false. What the question says counts.",
    });
    expect(verdict).toBe((await check("--no-ledger", "--fact", "content.real-person=true")).verdict);
  });

  test("speaks for itself in a review", async () => {
    await attest(...clear, picture);
    const { out } = await run("review", picture, "--for", "client-work", "--json");
    const { points } = JSON.parse(out) as { points: { code: string; state: string; evidence: string }[] };
    expect(points.find(({ code }) => code === "no-person-or-mark")).toMatchObject({
      state: "evidence",
      evidence:
        "content.real-person=false (record 0, 2026-11-22), content.trademark=false (record 2, 2026-11-22)",
    });
  });
});

describe("duties", () => {
  const adobe = ["--for", "stock-licensing", "--market", "adobe-stock"];
  const isMet = async (...asked: readonly string[]): Promise<boolean | undefined> =>
    (await check(...asked)).duties.find(({ code }) => code === "market.ai-checkbox")?.met;

  test("done for a file, a use and a market are done for these alone", async () => {
    expect(await isMet(...adobe)).toBe(false);
    await attest("met.market.ai-checkbox=true", picture, ...adobe);
    expect(await isMet(...adobe)).toBe(true);
    expect((await check(...adobe)).attested).toMatchObject([{ fact: "met.market.ai-checkbox", value: true }]);
    expect((await check("--for", "stock-licensing", "--market", "shutterstock")).attested).toEqual([]);
    expect((await check("--for", "stock-licensing")).attested).toEqual([]);
    expect((await check()).attested).toEqual([]);
    await attest("met.market.fictional-box=true", picture, ...adobe);
    const { out } = await run("review", picture, ...adobe, "--json");
    expect(out).toContain(
      '"met.market.ai-checkbox=true (record 0, 2026-11-22), met.market.fictional-box=true (record 1, 2026-11-22)"',
    );
  });

  test("closed by a review on record, or in publishing, are done in later answers and in the log", async () => {
    await run("record", picture, ...adobe);
    const open = async (): Promise<string> => (await run("log", "--open", "market.ai-checkbox")).out;
    expect(await open()).toMatch(/decision/);
    await run(
      "review",
      picture,
      ...adobe,
      "--by",
      "Ada",
      "--record",
      "--confirm",
      "disclosure",
      "--confirm",
      "no-person-or-mark",
      "--confirm",
      "inputs",
    );
    const after = await check(...adobe);
    expect(after.duties.find(({ code }) => code === "market.ai-checkbox")?.met).toBe(true);
    expect(after.toConfirm).not.toContain("content.real-person");
    expect(await open()).toBe("");
    // Which of the values that are in order it is, nobody said.
    expect(after.toConfirm).toContain("inputs.kind");
    expect(after.attested.map(({ fact }) => fact)).not.toContain("inputs.kind");
    const reviews = JSON.parse((await run("log", "--kind", "review", "--json")).out) as [
      { body: { items: readonly { code: string; duties?: unknown; facts?: unknown }[] } },
    ];
    const inputs = reviews[0].body.items.find(({ code }) => code === "inputs");
    expect([inputs?.duties, inputs?.facts]).toEqual([["confirm.inputs.kind"], {}]);
    // What is so of the picture holds for every use, what was done only for the one.
    const other = await check();
    expect(other.attested.map(({ fact }) => fact)).toContain("content.real-person");
    expect(other.attested.filter(({ fact }) => fact.startsWith("met."))).toEqual([]);
    const { out } = await run("log", "--kind", "review");
    await attest("--withdraw", out.trim().split(/\s+/)[0]!);
    expect(await isMet(...adobe)).toBe(false);
    expect(await open()).toMatch(/decision/);

    const [{ evidence }] = JSON.parse((await run("check", picture, "--json")).out) as [Answer];
    const writer = await RecordsWriter.open(place, { now: () => new Date("2026-11-22T12:00:00Z") });
    const body = {
      subject: evidence.sha256!,
      use: "stock-licensing",
      where: "adobe-stock",
      duties: ["market.ai-checkbox", "market.rights-warranty"],
    };
    await writer.write([{ kind: "publication", body }]);
    await writer.close();
    // The log's list of what is left to do is done; the next submission warrants nothing anew, but has a box of its own.
    expect(await open()).toBe("");
    const met = (await check(...adobe)).duties.flatMap(({ code, met: done }) => (done ? [code] : []));
    expect(met).toContain("market.rights-warranty");
    expect(met).not.toContain("market.ai-checkbox");
  });
});

describe("contradictions", () => {
  test("by two people leave a fact not stated, however the names are kept, until one is taken back", async () => {
    await attest("content.real-person=false", picture);
    const second = await run("attest", "content.real-person=true", picture, "--by", "Bob");
    expect(second.err).toMatch(/^Record 0 says otherwise about content\.real-person, so neither counts/m);
    await run("erase", "0", "by");
    await run("erase", "1", "by");
    const disputed = await check();
    expect(disputed.toConfirm).toContain("content.real-person");
    expect(disputed.attested).toEqual([]);
    expect(disputed.problems.map(({ message }) => message).join()).toMatch(
      /^Records 0 and 1 contradict each other about content\.real-person \(false, true\), so it counts as not stated\./,
    );
    await run("attest", "--withdraw", "1", "--by", "Bob");
    const settled = await check();
    expect(settled.attested).toMatchObject([{ fact: "content.real-person", value: false, record: 0 }]);
    expect(settled.problems).toEqual([]);
  });

  test("by the same person are a correction", async () => {
    await attest("content.real-person=true", picture);
    const again = await run("attest", "content.real-person=false", picture, "--by", " ada ");
    expect(again.err).toBe("");
    expect((await check()).attested).toMatchObject([{ value: false, record: 1 }]);
    // Back again: what was replaced does not count as on record.
    expect((await attest("content.real-person=true", picture)).out).toMatch(/^Recorded as 2/);
    expect((await check()).attested).toMatchObject([{ value: true, record: 2 }]);
    expect((await attest("content.real-person=true", picture)).out).toBe(
      "All of this is on record already.\n",
    );
  });
});

test("a word that is on record is said again where the same person also said otherwise", async () => {
  const { sha256 } = (JSON.parse((await run("inspect", picture, "--json")).out) as [{ sha256: string }])[0];
  const writer = await RecordsWriter.open(place, { now: () => new Date("2026-11-22T12:00:00Z") });
  const body = { subject: sha256, fact: "content.real-person", by: "Ada" };
  await writer.write([true, false].map((value) => ({ kind: "attestation", body: { ...body, value } })));
  await writer.close();
  expect((await attest("content.real-person=false", picture)).out).toMatch(/^Recorded as 2/);
  expect((await check()).attested).toMatchObject([{ value: false, record: 2 }]);
});

describe("--withdraw", () => {
  test("takes a word back once; said again it counts again", async () => {
    await attest("content.real-person=false", picture);
    const first = await attest("--withdraw", "0", "--statement", "I looked again.");
    expect(first.status).toBe(0);
    expect(first.out).toMatch(/^What record 0 vouches for no longer counts; record 1 says so\./);
    expect((await check()).attested).toEqual([]);
    const second = await attest("--withdraw", "0");
    expect(second.status).toBe(0);
    expect(second.out).toBe("Record 0 was taken back already: record 1 says so.\n");
    expect((await attest("content.real-person=false", picture)).out).toMatch(/^Recorded as 2/);
    expect((await check()).attested).toMatchObject([{ record: 2 }]);
    // By the file, where one word alone stands about it.
    expect((await attest("--withdraw", picture)).out).toMatch(/^What record 2 /);
    expect((await run("log", "--kind", "withdrawal")).out).toMatch(
      /withdrawal +of record 0 {2}[0-9a-f]{12}…\n/,
    );
    expect((await run("ledger", "verify")).status).toBe(0);
  });

  test.each([
    [["--withdraw", "7"], /No record is about 7/],
    [["--withdraw", "2"], /Record 2 is a note: only what somebody vouches for can be taken back/],
    [
      ["--withdraw", "PICTURE"],
      /2 records vouch for something about .*: name one by its number, one of 1, 0/,
    ],
    [["--withdraw", "0", "content.real-person=true"], /leave out content\.real-person=true/],
    [["--withdraw", "0", "--role", "editor"], /--role does not go with --withdraw/],
  ])("%j says what is wrong", async (args, message) => {
    await attest("content.real-person=false", "content.trademark=false", picture);
    await run("note", picture, "Seen.");
    const { status, err, out } = await attest(...args.map((arg) => (arg === "PICTURE" ? picture : arg)));
    expect(err).toMatch(message);
    expect(status).toBe(2);
    expect(out).toBe("");
  });

  test("makes no ledger where there is none", async () => {
    const { status, err } = await attest("--withdraw", "0");
    expect(status).toBe(2);
    expect(err).toMatch(/holds no log/);
  });
});

describe("what makes no sense is refused", () => {
  test.each([
    [["content.real-person=false"], /is so of one image, not of all: name the file/],
    [["plan=pro"], /name the file.*cleartitle\.yaml/],
    [["use.territory=us", "PICTURE"], /is what you intend with an image.*--fact use\.territory=us/],
    [["use.exclusive=false"], /is what you intend/],
    [["met.market.ai-checkbox=true", "PICTURE"], /name it with --for USE/],
    [["content.real-person=false", "PICTURE", "--for", "merchandise"], /facts hold for every use/],
    [["content.real-person=false", "content.real-person=true", "PICTURE"], /give it once/],
    [["holder.country=Narnia"], /holder\.country takes one country/],
    [["PICTURE"], /Name what is vouched for/],
  ])("%j", async (args, message) => {
    const { status, err } = await attest(...args.map((arg) => (arg === "PICTURE" ? picture : arg)));
    expect(err).toMatch(message);
    expect(status).toBe(2);
  });

  test("and an old record about no file leaks into none", async () => {
    const writer = await RecordsWriter.open(place, { now: () => new Date("2026-11-22T12:00:00Z") });
    const general = [
      "content.real-person",
      "use.exclusive",
      "plan",
      "met.market.ai-checkbox",
      "nobody.knows-this",
    ];
    await writer.write(
      general.map((fact) => ({
        kind: "attestation",
        body: { fact, value: fact === "plan" ? "pro" : false, by: "Ada" },
      })),
    );
    await writer.write([{ kind: "attestation", body: { fact: "holder.kind", value: "pirate", by: "Ada" } }]);
    await writer.close();
    const { attested, problems } = await check();
    expect(attested).toEqual([]);
    expect(problems.map(({ message }) => message)).toEqual([
      "What record 5 says about holder.kind is no value of it, so it does not count.",
    ]);
  });
});

describe("facts about the holder", () => {
  test("hold for every image, and are kept beside the log, in the decision too", async () => {
    await attest("holder.revenue-usd=40000", "holder.country=Germany");
    await attest("content.real-person=false", picture);
    expect((await check()).attested).toMatchObject([
      { fact: "holder.revenue-usd", value: 40000 },
      { fact: "holder.country", value: "DE" },
      { fact: "content.real-person", value: false },
    ]);
    await run("record", picture, "--for", "merchandise");
    const records = await Records.open(place);
    const found = await records.catalog.find({});
    expect(JSON.stringify(found)).not.toMatch(/40000|Germany|"DE"/);
    const [decision] = found.filter(({ record }) => isOfKind(record, "decision"));
    expect(decision!.record.body).toMatchObject({
      attestations: found.slice(0, 3).map(({ record }) => record.id),
      question: { facts: { "content.real-person": false } },
    });
    const openings = await records.privates.openings(decision!.record.id);
    expect(openings.find(({ field }) => field === "privateFacts")?.json).toBe(
      '{"holder.country":"DE","holder.revenue-usd":40000}',
    );
    await records.close();
    const page = join(root, "page.html");
    await run("check", picture, "--for", "merchandise", "--html", page);
    expect(readFileSync(page, "utf8")).toMatch(/Vouched for on record/);
    expect(readFileSync(page, "utf8")).not.toMatch(/40000/);
    await run("erase", "0", "privateValue");
    expect((await check()).attested.map(({ fact }) => fact)).not.toContain("holder.revenue-usd");
  });

  test("that were changed beside the log do not count", async () => {
    await attest("holder.revenue-usd=4000000");
    const records = await Records.open(place);
    const id = (await records.catalog.find({}))[0]!.record.id;
    await records.close();
    const path = join(place.folder, "private", id.slice(0, 2), id);
    writeFileSync(path, readFileSync(path, "utf8").replace("4000000", "1"));
    expect((await check()).attested).toEqual([]);
  });
});

describe("a ledger that cannot be read", () => {
  test.each(["tile", "checkpoint", "checkpoint that is gone"])(
    "(%s) is said, and the answer is made without it: never a yes, and status 2",
    async (what) => {
      await attest(...clear, "inputs.kind=none", picture);
      rmSync(join(place.folder, "catalog.sqlite"));
      const log = join(place.folder, "log");
      if (what === "tile") truncateSync(join(log, "tile/entries/000.p/4"), 10);
      else if (what === "checkpoint") writeFileSync(join(log, "checkpoint"), "nothing\n");
      else rmSync(join(log, "checkpoint"));
      const { ran, verdict, problems } = await check();
      expect(ran.status).toBe(2);
      expect(verdict).toBe("conditional");
      expect(ran.err).toMatch(
        /^cleartitle: The ledger cannot be read, so nothing that is on record counts\. .*\n$/,
      );
      expect(ran.err).not.toMatch(/\n\s+at /);
      expect(problems).toMatchObject([
        { code: "on-record", message: expect.stringMatching(/^The ledger cannot/) as string },
      ]);
      for (const command of ["explain", "attribution", "review"])
        expect((await run(command, picture, "--for", "merchandise")).status).toBe(2);
      expect((await run("check", picture, "--for", "merchandise", "--no-ledger")).status).toBe(1);
      const cleartitle = await Cleartitle.open({ ledger: place.folder });
      const { decision } = await cleartitle.check(picture, { use: "merchandise" });
      expect(decision).toMatchObject({
        verdict: "conditional",
        attested: [],
        problems: [{ code: "on-record" }],
      });
      await cleartitle.close();
    },
  );

  test("is one that is named and is not there", async () => {
    const { status, err } = await run("check", picture, "--ledger", join(root, "nowhere"));
    expect(status).toBe(2);
    expect(err).toMatch(/nowhere holds no ledger/);
  });

  test("is not one whose index is gone or broken, nor one that somebody writes to", async () => {
    await attest("content.real-person=false", picture);
    const writer = await RecordsWriter.open(place, { now: () => new Date("2026-11-22T12:00:00Z") });
    expect((await check()).attested).toHaveLength(1);
    await writer.close();
    writeFileSync(join(place.folder, "catalog.sqlite"), "this is no index".repeat(1000));
    expect((await check()).attested).toHaveLength(1);
    rmSync(join(place.folder, "catalog.sqlite"));
    expect((await check()).attested).toHaveLength(1);
  });
});

describe("import", () => {
  test("leaves out what was taken back", async () => {
    await attest("content.real-person=false", "content.trademark=false", picture);
    await attest("content.trademark=true", picture);
    await attest("--withdraw", "0");
    const file = join(root, "all.json");
    await run("export", "-o", file);
    const moved = { ...environment, CLEARTITLE_LEDGER: `${place.folder}-moved` };
    const { out, err } = await runCommand(["import", file], "", moved);
    expect(out).toMatch(/^1 imported/);
    expect(err.match(/what it vouches for was taken back/g)).toHaveLength(2);
    const { out: log } = await runCommand(["log"], "", moved);
    expect(log).toMatch(/^ +0 .*content\.trademark = true/);
  });
});

describe("the library", () => {
  test("takes what is on record in the ledger that it was opened with, as it grows, and records what it rests on", async () => {
    await attest(...clear, decent, picture);
    const now = (): Date => new Date("2026-11-22T12:00:00Z");
    const cleartitle = await Cleartitle.open({ ledger: place.folder, now });
    const question = { use: "merchandise", facts: { "use.territory": "jp", "holder.country": "JP" } };
    const first = await cleartitle.check(picture, question);
    expect(first.decision?.verdict).toBe("conditional");
    expect(first.decision?.attested).toHaveLength(4);
    await attest("inputs.kind=none", picture);
    await attest("holder.kind=individual");
    const both = await Promise.all([
      cleartitle.check(picture, question),
      cleartitle.check(picture, question),
    ]);
    expect(both.map(({ decision }) => decision?.verdict)).toEqual(["allowed", "allowed"]);
    expect(both[0].decision?.attested.map(({ fact }) => fact)).toContain("holder.kind");
    process.env["CLEARTITLE_KEYS"] = place.keys;
    try {
      await cleartitle.complianceLog.record(picture, question);
    } finally {
      delete process.env["CLEARTITLE_KEYS"];
    }
    expect((await cleartitle.check(picture, question)).decision?.verdict).toBe("allowed");
    const [recorded] = await cleartitle.complianceLog.query({ kind: "decision" });
    expect(recorded?.body["attestations"]).toHaveLength(6);
    await cleartitle.close();
    const without = await Cleartitle.open({ now });
    expect((await without.check(picture, question)).decision?.attested).toEqual([]);
    await without.close();
  });
});
