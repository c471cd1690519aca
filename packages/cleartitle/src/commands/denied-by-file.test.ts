import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";

import { afterAll, beforeEach, describe, expect, test } from "vitest";

import type { Answer, Judgement } from "../answer.ts";
import { Cleartitle } from "../cleartitle.ts";
import { Records, RecordsWriter } from "../records/records.ts";
import { runCommand } from "../testing/run-command.ts";

const root = mkdtempSync(join(tmpdir(), "denied-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const example = (name: string): string => join(import.meta.dirname, "../../../../examples", name);

type Ran = Awaited<ReturnType<typeof runCommand>>;

let folder: string;
let named: string;
let other: string;
let environment: Readonly<Record<string, string>>;
let place: { readonly folder: string; readonly keys: string };
beforeEach(() => {
  folder = mkdtempSync(join(root, "project-"));
  place = { folder: join(folder, "ledger"), keys: join(folder, "keys") };
  const config = join(folder, "config");
  mkdirSync(join(config, "cleartitle"), { recursive: true });
  environment = {
    LANG: "C.UTF-8",
    CLEARTITLE_LEDGER: place.folder,
    CLEARTITLE_KEYS: place.keys,
    XDG_CONFIG_HOME: config,
  };
  mkdirSync(join(folder, "images"));
  named = join(folder, "images", "named.png");
  other = join(folder, "images", "other.png");
  copyFileSync(example("artist-name.png"), named);
  copyFileSync(example("forge-flux-schnell.png"), other);
});

const asked = ["--for", "stock-licensing", "--market", "adobe-stock"];
const denial = ["--fact", "content.artist-name=false"];
const run = (...args: readonly string[]): Promise<Ran> => runCommand(args, "", environment);
const plain = (text: string): string => text.replaceAll(/\s+/g, " ");
const says = 'the prompt says "Greg Rutkowski"';
const told = `content.artist-name=false does not count: ${says}.`;

async function decided(...args: readonly string[]): Promise<Judgement> {
  const { out } = await run("check", named, ...asked, ...args, "--json");
  return (JSON.parse(out) as [Answer])[0].decision!;
}

/** An answer without where its facts are from, and what is said about that. */
function withoutProblems(decision: Judgement): unknown {
  const rest: Partial<Judgement> & object = { ...decision, problems: [], attested: [] };
  return rest;
}

describe("what the words of a file deny", () => {
  test("is not settled by --fact, and said first, counted, and not proposed again", async () => {
    const before = await decided();
    const after = await decided(...denial);
    expect(withoutProblems(after)).toEqual(withoutProblems(before));
    expect(after.problems[0]).toMatchObject({ code: "denied-by-file", fact: "content.artist-name", says });

    const one = await run("check", named, ...asked, ...denial);
    expect(plain(one.out)).toContain(told);
    expect(one.out.indexOf("does not count")).toBeLessThan(one.out.indexOf("What it is"));
    const all = await run("check", join(folder, "images"), ...asked, ...denial);
    expect(plain(all.out)).toContain(told);
    const summary = all.out.slice(all.out.indexOf("2 files for"));
    expect(plain(summary)).toMatch(
      /^2 files for: .*? ! The words of 1 of 2 files say otherwise than what was stated, which does not count: content\.artist-name \(1\)\./,
    );
    expect(plain(summary).indexOf("The words of 1")).toBeLessThan(plain(summary).indexOf("✗ no"));
    for (const { out } of [one, all]) {
      const commands = out.split("\n").filter((line) => / check /.test(line));
      expect(commands.join("\n")).not.toContain("content.artist-name");
    }
  });

  test("comes first in every report", async () => {
    const page = join(folder, "page.html");
    const text = await run("check", join(folder, "images"), ...asked, ...denial, "--html", page);
    expect(text.status).toBe(1);
    const html = readFileSync(page, "utf8");
    expect(html.indexOf("say otherwise than what was stated")).toBeGreaterThan(0);
    expect(html.indexOf("say otherwise than what was stated")).toBeLessThan(html.indexOf("Summary"));
    const csv = await run("check", join(folder, "images"), ...asked, ...denial, "--format", "csv");
    expect(csv.out).toContain(`denied-by-file: content.artist-name=false does not count`);
    const sarif = await run("check", named, ...asked, ...denial, "--format", "sarif");
    const { runs } = JSON.parse(sarif.out) as {
      runs: [{ results: { ruleId: string; level: string }[]; properties: { deniedByFile: number } }];
    };
    expect(runs[0].results[0]).toMatchObject({ ruleId: "denied-by-file", level: "error" });
    expect(runs[0].properties.deniedByFile).toBe(1);
    const junit = await run("check", join(folder, "images"), ...asked, ...denial, "--format", "junit");
    expect(junit.out).toContain('<property name="denied-by-file" value="1"/>');
    expect(junit.out).toMatch(/<failure type="forbidden"[^>]*>denied-by-file: /);
    for (const { err } of [csv, sarif, junit])
      expect(err).toMatch(/The words of 1 of [12] files? say otherwise/);
  });

  test("is not settled by cleartitle.yaml, of a folder or of all files, nor in a review, nor in a record", async () => {
    const before = await decided();
    for (const about of ["", `, for: [${JSON.stringify(join(folder, "images"))}]`]) {
      writeFileSync(
        join(folder, "config/cleartitle/cleartitle.yaml"),
        `attestations:\n  - { fact: content.artist-name, value: false, by: Ada Example${about} }\n`,
      );
      const after = await decided();
      expect(withoutProblems(after)).toEqual(withoutProblems(before));
      expect(after.problems[0]).toMatchObject({ code: "denied-by-file" });
    }
    const review = await run("review", named, ...asked);
    expect(plain(review.out)).toContain(told);
    expect(review.out).toMatch(/\[ \] Prompt, title and keywords name no artist/);
    const recorded = await run("record", named, ...asked, "--json");
    expect(recorded.err).toMatch(/The words of 1 of 1 file say otherwise/);
    const records = await Records.open(place);
    const [recordedAnswer] = await records.catalog.find({ kind: "decision" });
    expect(recordedAnswer?.record.body).toMatchObject({ verdict: "forbidden", question: { facts: {} } });
    await records.close();
    const explained = await run("explain", named, ...asked);
    expect(plain(explained.out)).toContain(told);
    const line = await run("attribution", named, ...asked);
    expect(plain(line.err)).toContain(told);
  });

  test("is not settled by a question as JSON, whatever says the words", async () => {
    const words = [
      { prompt: "by Greg Rutkowski" },
      { title: "GREG RUTKOWSKI" },
      { keywords: ["Gregrutkowski"] },
    ];
    const lines = words.map((made) =>
      JSON.stringify({
        made: { chain: [{ model: "stable-diffusion-1.5" }], on: "2026-07-01", ...made },
        use: "stock-licensing",
        market: "adobe-stock",
        facts: { "content.artist-name": false },
      }),
    );
    const { out, err } = await runCommand(["judge"], lines.join("\n"), environment);
    for (const line of out.trim().split("\n"))
      expect(JSON.parse(line)).toMatchObject({
        verdict: "forbidden",
        problems: [{ code: "denied-by-file" }],
      });
    expect(err).toContain("3 of 3 questions deny what their own words say");
  });

  test("is not hidden by leaving the words out of the question, or out of evidence", async () => {
    const cleartitle = await Cleartitle.open({ now: () => new Date("2026-11-22T00:00:00Z") });
    const question = {
      use: "stock-licensing",
      market: "adobe-stock",
      facts: { "content.artist-name": false },
    };
    const { evidence, decision } = await cleartitle.check(named, {
      ...question,
      made: { prompt: "a castle" },
    });
    expect(decision?.inferred).toEqual({ "content.artist-name": true });
    const altered = cleartitle.decide({ ...evidence, content: [] }, question);
    expect(altered?.inferred).toEqual({ "content.artist-name": true });
    expect(cleartitle.explain(evidence, question)?.decision.problems[0]?.code).toBe("denied-by-file");
    await cleartitle.close();
  });
});

describe("words beside the prompt", () => {
  const question = { use: "stock-licensing", market: "adobe-stock", facts: { "content.artist-name": false } };
  test.each<readonly [words: object, says: string]>([
    [{ title: "Castle, art by Greg Rutkowski" }, 'the title says "Greg Rutkowski"'],
    [{ headline: ["a castle", "GREG RUTKOWSKI"] }, 'the headline says "GREG RUTKOWSKI"'],
    [{ description: [{ at: "xmp", value: "as Ван Гог would" }] }, 'the description says "Ван Гог"'],
    [{ keywords: ["castle", "GregRutkowski"] }, 'the keywords say "GregRutkowski"'],
    [
      { keywords: ["castle", "Ｇｒｅｇ Ｒｕｔｋｏｗｓｋｉ's"] },
      'the keywords say "Ｇｒｅｇ Ｒｕｔｋｏｗｓｋｉ',
    ],
  ])("%j count like it", async (words, where) => {
    const cleartitle = await Cleartitle.open({ now: () => new Date("2026-11-22T00:00:00Z") });
    const evidence = await cleartitle.inspect(example("forge-flux-schnell.png"));
    const decision = cleartitle.decide({ ...evidence, ...words }, question);
    expect(decision?.verdict).toBe("forbidden");
    expect(decision?.inferred).toEqual({ "content.artist-name": true });
    expect(decision?.problems[0]).toMatchObject({
      code: "denied-by-file",
      says: expect.stringContaining(where) as string,
    });
    expect(decision?.fixes.map(({ text }) => text).join(" ")).toMatch(
      /Take the artist's name \(".*"\) out of the (?:title|headline|description|keywords)\./,
    );
    await cleartitle.close();
  });
});

describe("words in the file itself", () => {
  /** The picture with PNG texts put behind its header. */
  function withTexts(texts: Readonly<Record<string, string>>): string {
    const bytes = readFileSync(example("forge-flux-schnell.png"));
    const chunks = Object.entries(texts).map(([key, text]) => {
      const data = Buffer.concat([Buffer.from("tEXt"), Buffer.from(`${key}\0${text}`, "latin1")]);
      const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
      length.writeUInt32BE(data.length - 4);
      sum.writeUInt32BE(crc32(data));
      return Buffer.concat([length, data, sum]);
    });
    const header = 8 + 25;
    const path = join(folder, "images", "texts.png");
    writeFileSync(path, Buffer.concat([bytes.subarray(0, header), ...chunks, bytes.subarray(header)]));
    return path;
  }

  test.each<readonly [texts: Readonly<Record<string, string>>, fact: string, says: RegExp]>([
    [{ Title: "Castle in Disney style" }, "content.trademark", /the title says "Disney style"/],
    [{ Keywords: "castle; Elsa Frozen" }, "content.third-party-character", /the keywords say "Elsa Frozen"/],
    [{ Description: "art by GREG RUTKOWSKI" }, "content.artist-name", /the description says/],
    [
      { Title: "Elon at home", Keywords: "car, musk" },
      "content.real-person",
      /the keywords say "Elon … musk"/,
    ],
  ])("%j", async (texts, fact, where) => {
    const path = withTexts(texts);
    const command = ["check", path, ...asked, "--made", "2026-07-01", "--json"];
    const [before, after] = await Promise.all(
      [command, [...command, "--fact", `${fact}=false`]].map(async (words) => {
        const { out } = await run(...words);
        return (JSON.parse(out) as [Answer])[0].decision!;
      }),
    );
    expect(withoutProblems(after!)).toEqual(withoutProblems(before!));
    expect(after!.problems[0]).toMatchObject({ code: "denied-by-file", fact });
    expect(after!.problems[0]?.message).toMatch(where);
    const inspected = await run("inspect", path);
    for (const text of Object.values(texts))
      expect(plain(inspected.out)).toContain(text.replaceAll(";", ","));
    const attested = await run("attest", `${fact}=false`, path, "--by", "Ada Example");
    expect(attested.status).toBe(2);
    expect(attested.err).toMatch(where);
  });
});

describe("attest against the words of a file", () => {
  const attest = (...args: readonly string[]): Promise<Ran> =>
    run("attest", "content.artist-name=false", ...args, "--by", "Ada Example");

  test("needs a reason", async () => {
    const { status, err } = await attest(named);
    expect(status).toBe(2);
    expect(plain(err)).toContain(
      `the words of the file say otherwise: ${named} (${says}). Nothing was recorded.`,
    );
    expect(err).toContain("--because TEXT");
    expect((await attest(named, "--because", "  ")).status).toBe(2);
    expect((await decided()).problems).toEqual([]);
  });

  test("is of one file: several, and a folder, are refused whole", async () => {
    const several = await attest(other, named);
    expect(several.status).toBe(2);
    expect(plain(several.err)).toContain("the words of 1 of 2 files say otherwise");
    expect((await attest(other, named, "--because", "x")).err).toContain("exactly one file, not 2");
    expect((await attest(join(folder, "images"), "--because", "x")).err).toContain("is a folder");
    expect((await attest(other)).status).toBe(0);
  });

  test("with a reason overrules them, for this file alone, and every answer says who and why", async () => {
    const because = "Rutkowski is the name of the village.";
    expect((await attest(named, "--because", because)).status).toBe(0);
    const decision = await decided();
    expect(decision.verdict).not.toBe("forbidden");
    expect(decision.overruled).toEqual([
      {
        fact: "content.artist-name",
        by: "Ada Example",
        because,
        record: 0,
        on: "2026-11-22",
        words: ["Greg Rutkowski"],
      },
    ]);
    expect(decision.problems).toEqual([]);
    expect((await decided(...denial)).overruled).toHaveLength(1);
    expect((await decided("--fact", "content.artist-name=true")).verdict).toBe("forbidden");
    const line = `Ada Example overrules the words of the file ("Greg Rutkowski"): content.artist-name=false, because: ${because} (record 0, 2026-11-22)`;
    const page = join(folder, "page.html");
    expect(plain((await run("check", named, ...asked, "--html", page)).out)).toContain(line);
    expect(readFileSync(page, "utf8")).toContain("Ada Example overrules the words");
    expect(plain((await run("explain", named, ...asked)).out)).toContain(line);
    expect(plain((await run("review", named, ...asked)).out)).toContain(line);
    // Another file, with the same words and other bytes, is not meant.
    const bytes = readFileSync(named);
    const again = join(folder, "images", "again.png");
    writeFileSync(again, Buffer.concat([bytes, Buffer.from([0])]));
    const copy = JSON.parse((await run("check", again, ...asked, "--json")).out) as [Answer];
    expect(copy[0].decision?.verdict).toBe("forbidden");
  });

  test("is recorded with the decision that rests on it, without the name", async () => {
    await attest(named, "--because", "A village.");
    await run("record", named, ...asked);
    const records = await Records.open(place);
    const [attested] = await records.catalog.find({ kind: "attestation" });
    const [recorded] = await records.catalog.find({ kind: "decision" });
    expect(recorded?.record.body).toMatchObject({
      attestations: [attested?.record.id],
      question: { facts: { "content.artist-name": false }, overruled: ["content.artist-name"] },
    });
    const open = JSON.stringify([attested, recorded]);
    expect(open).not.toContain("Ada");
    expect(open).not.toContain("village");
    await records.close();
  });

  test.each(["because", "by"])("counts no more once its %s is erased", async (field) => {
    await attest(named, "--because", "A village.");
    await run("erase", "0", field);
    const { verdict, problems } = await decided();
    expect(verdict).toBe("forbidden");
    expect(problems[0]).toMatchObject({ code: "denied-by-file" });
  });

  test("of before is no ground for a publication: the decision that rests on it is told", async () => {
    await attest(named, "--because", "A village.");
    await run("record", named, "--for", "merchandise", "--fact", "content.artist-name=false");
    const publish = ["publish", named, "--where", "shop", "--for", "merchandise"];
    expect((await run(...publish)).err).not.toContain("rests on");
    await run("erase", "0", "because");
    expect(plain((await run(...publish)).err)).toContain(
      `rests on content.artist-name=false, but ${says}. Record the answer anew.`,
    );
  });

  test("of before, without a reason, counts no more, and is listed", async () => {
    const { sha256 } = (await (await Cleartitle.open()).inspect(named)) as { sha256: string };
    const writer = await RecordsWriter.open(place, { now: () => new Date("2026-11-20T10:00:00Z") });
    await writer.write([
      {
        kind: "attestation",
        body: { subject: sha256, fact: "content.artist-name", value: false, by: "Ada Example" },
      },
    ]);
    await writer.close();
    const { verdict, problems, attested } = await decided();
    expect(verdict).toBe("forbidden");
    expect(attested).toEqual([]);
    expect(problems[0]).toMatchObject({
      code: "denied-by-file",
      message: expect.stringMatching(
        /^Record 0 says content\.artist-name=false and gives no reason, so it does not count: the prompt says/,
      ) as string,
    });
    const listed = await run("log", "--without-reason");
    expect(listed.out).toMatch(/^ *0 .*attestation .*content\.artist-name = false/);
    await attest(named, "--because", "A village.");
    expect((await decided()).overruled[0]).toMatchObject({ record: 1 });
  });
});
