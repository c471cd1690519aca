import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";

import type { PartySummary } from "@cleartitle/corpus";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { main } from "../../main.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "terms-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

async function run(
  args: readonly string[],
  { input = "", environment = {}, terminal = false }: RunOptions = {},
): Promise<Ran> {
  const stdin = new PassThrough();
  stdin.end(input);
  const stdout = Object.assign(new PassThrough(), terminal ? { isTTY: true, columns: 72 } : {});
  const stderr = new PassThrough();
  const done = Promise.all([text(stdout), text(stderr)]);
  const status = await main(args, {
    stdin,
    stdout,
    stderr,
    environment: { LANG: "C.UTF-8", ...environment },
    platform: "linux",
    now: () => new Date("2026-11-22T12:00:00"),
    stop: new AbortController().signal,
  });
  stdout.end();
  stderr.end();
  const [out, err] = await done;
  return { status, out, err };
}

interface RunOptions {
  readonly input?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly terminal?: boolean;
}

async function json<Data>(...args: readonly string[]): Promise<Data> {
  const { status, out, err } = await run([...args, "--json"]);
  expect([status, err]).toEqual([0, ""]);
  return JSON.parse(out) as Data;
}

const parse = (out: string): Told => JSON.parse(out) as Told;

function write(path: string, content: string): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return folder;
}

describe("list", () => {
  test("as data has what programs count on", async () => {
    const parties = await json<readonly PartySummary[]>("terms", "list");
    expect(parties.length).toBeGreaterThanOrEqual(170);
    for (const party of parties) {
      const { rules, grades } = party;
      expect(Object.values(grades).reduce((sum, number) => sum + number, 0)).toBe(rules);
    }
    expect(parties.find(({ id }) => id === "midjourney")).toMatchObject({
      kind: "service",
      documents: expect.any(Number) as number,
      versions: expect.any(Number) as number,
      lastSeen: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
      own: false,
    });
  });

  test("filters, and says what it would take", async () => {
    const models = await json<readonly PartySummary[]>("terms", "list", "--kind", "models");
    expect(new Set(models.map(({ kind }) => kind))).toEqual(new Set(["model"]));
    const seeds = await json<readonly PartySummary[]>("terms", "list", "--grade", "seed");
    expect(seeds.every(({ grades }) => (grades["seed"] ?? 0) > 0)).toBe(true);
    expect((await run(["terms", "list", "--kind", "modle"])).err).toContain('Did you mean "model"?');
    expect((await run(["terms", "list", "--grade", "contarct"])).err).toContain('Did you mean "contract"?');
    expect((await run(["terms", "list", "--find", "nobody at all"])).out).toBe(
      "Nobody on record is like that.\n",
    );
  });

  test("has colour on a terminal, none in a pipe, and plain marks where only ASCII arrives", async () => {
    expect((await run(["terms", "list"], { terminal: true })).out).toContain("\u001b[1m");
    const piped = (await run(["terms", "list"], { environment: { LANG: "C" } })).out;
    expect(piped).not.toContain("\u001b");
    expect(/[^\u0000-\u007f]/.exec(piped.replaceAll(/[^\n]*own terms[^\n]*/g, ""))?.[0]).toBeUndefined();
  });
});

describe("show", () => {
  test("is a page for people, with sources and ids", async () => {
    const { status, out } = await run(["terms", "show", "Midjourney", "--on", "2023-08-01"]);
    expect(status).toBe(0);
    for (const part of [
      "Plans",
      "Texts",
      "Rules",
      "ownership",
      "https://",
      "midjourney-",
      "not legal advice",
    ])
      expect(out).toContain(part);
    expect(
      Math.max(
        ...out
          .split("\n")
          .filter((line) => !line.includes("http"))
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(80);
  });

  test("as data gives only what holds on the day", async () => {
    const page = await json<{ on: string; rules: { item: { inForce: { from: { earliest: string } } } }[] }>(
      "terms",
      "show",
      "midjourney",
      "--on",
      "2023-01-01",
    );
    expect(page.on).toBe("2023-01-01");
    expect(page.rules.length).toBeGreaterThan(0);
    expect(page.rules.every(({ item }) => item.inForce.from.earliest <= "2023-01-01")).toBe(true);
  });

  test("of a model has the rules of its licence", async () => {
    expect((await run(["terms", "show", "flux-dev"])).out).toContain("Rules of its licence: FLUX [dev]");
  });

  test.each([
    ["midjorney", 'Did you mean "midjourney"?'],
    ["nobody on earth", "terms list"],
    ["__proto__", "terms list"],
  ])("of nobody is an error with the nearest name: %s", async (name, message) => {
    const { status, err, out } = await run(["terms", "show", name]);
    expect([status, out]).toEqual([2, ""]);
    expect(err).toContain(message);
  });
});

test("history is in order, and tells what begins and ends", async () => {
  const { events } = await json<{ events: { kind: string; when?: { latest: string } }[] }>(
    "terms",
    "history",
    "flux-1-dev-nc",
  );
  const days = events.flatMap(({ when }) => when?.latest ?? []);
  expect(days).toEqual(days.toSorted());
  expect(events.map(({ kind }) => kind)).toContain("withdrawal");
  const { out } = await run(["terms", "history", "flux-1-dev-nc"]);
  expect(out).toMatch(/^2025-06-26\n(?:.*\n)*?  - /m);
  expect(out).toContain("Taken out of all answers");
});

test("diff tells two days apart, either way round, and refuses what is no day", async () => {
  const there = await json<{ changes: unknown[]; unchanged: number }>(
    "terms",
    "diff",
    "midjourney",
    "2023-06-01",
    "2024-01-10",
  );
  const back = await json<{ changes: unknown[]; unchanged: number }>(
    "terms",
    "diff",
    "midjourney",
    "2024-01-10",
    "2023-06-01",
  );
  expect(there.changes.length).toBeGreaterThan(0);
  expect(back.changes.length).toBe(there.changes.length);
  expect((await run(["terms", "diff", "midjourney", "2024-01-10", "2024-01-10"])).out).toContain(
    "No difference",
  );
  expect(await run(["terms", "diff", "midjourney", "2024-13-10", "2024-01-10"])).toMatchObject({ status: 2 });
});

test("due has the oldest first, and a term of one's own", async () => {
  const due = await json<{ seen: string | null; age: number | null; term: number }[]>("terms", "due");
  const seen = due.map((source) => source.seen ?? "");
  expect(seen).toEqual(seen.toSorted());
  expect(due.every(({ age, term }) => term === 90 && (age === null || age > 90))).toBe(true);
  const never = await json<{ seen: string | null }[]>("terms", "due", "--days", "99999");
  expect(never.every((source) => source.seen === null)).toBe(true);
  expect(await run(["terms", "due", "--days", "soon"])).toMatchObject({ status: 2 });
});

test("open prints the link and nothing else", async () => {
  const { status, out } = await run(["terms", "open", "midjourney", "midjourney-cap"]);
  expect(status).toBe(0);
  expect(out).toMatch(/^https:\/\/docs\.midjourney\.com\/\S+#:~:text=\S+\n$/);
  expect((await run(["terms", "open", "midjourney", "cap"])).out).toBe(out);
  expect((await run(["terms", "open", "midjourney", "cpa"])).err).toContain("Did you mean");
  expect((await run(["terms", "open", "openai", "midjourney-cap"])).err).toContain(
    "a rule of midjourney, not of openai",
  );
});

describe("changes", () => {
  test("tells two versions apart in two parts, with the answers that flip", async () => {
    const { out } = await run(["terms", "list", "--json", "--kind", "law"]);
    expect(out).not.toBe("");
    const { Cleartitle } = await import("../../cleartitle.ts");
    const { corpus } = await Cleartitle.open();
    const mit = corpus.parties["mit"];
    if (mit === undefined) throw new Error("the corpus has mit");
    const older = {
      ...corpus,
      digest: "sha256:0",
      parties: {
        ...corpus.parties,
        mit: { ...mit, rules: mit.rules.filter(({ effect }) => effect !== "permission") },
      },
    };
    write("old.json", JSON.stringify(older));
    const changes = await json<{ readingsCorrected: { party: string }[]; flips: { party: string }[] }>(
      "terms",
      "changes",
      join(folder, "old.json"),
    );
    expect(new Set(changes.readingsCorrected.map(({ party }) => party))).toEqual(new Set(["mit"]));
    expect(changes.flips.map(({ party }) => party)).toContain("mit");
    const told = await run(["terms", "changes", join(folder, "old.json")]);
    expect(told.out).toContain("Readings corrected");
    expect(told.out).toContain("Answers that flip");
  });

  test.each([
    ["nowhere", undefined, "There is no version"],
    ["half.json", '{"parties":', "is not JSON"],
    ["other.json", "{}", "not a corpus"],
    ["--output=x", undefined, "unknown option"],
  ])("what is no version is said to be none: %s", async (name, content, message) => {
    if (content !== undefined) write(name, content);
    const { status, err } = await run(["terms", "changes", name.startsWith("-") ? name : join(folder, name)]);
    expect(status).toBe(2);
    expect(err).toContain(message);
  });
});

const CONTRACT = `id: midjourney
kind: service
name: Midjourney
documents:
  contract: { title: Our agreement, governs: making, versions: [{ id: "2026", from: 2026-01-01, seen: [2026-01-01, 2026-10-01] }] }
rules:
  own-midjourney-no-mugs:
    topic: commercial-use
    reading: Our agreement keeps merchandise to ourselves.
    effect: prohibition
    uses: [merchandise]
    exception-to: [midjourney-commercial, midjourney-cap-sole-trader-free]
    source: { document: contract, at: "§3" }
    in-force: { from: 2026-01-01 }
    known: 2026-10-01
    grade: contract
    review: reviewed
`;
const QUESTION = JSON.stringify({
  made: { on: "2026-03-01", chain: [{ service: "midjourney", plan: "pro" }] },
  use: "merchandise",
  on: "2026-11-22",
  facts: { "holder.kind": "individual", "holder.revenue-usd": 1, "holder.employer-revenue-usd": "none" },
});

interface Told {
  readonly verdict: string;
  readonly reasons: readonly { readonly rule: string; readonly own?: true }[];
  readonly chain: readonly { readonly party: string; readonly own?: true }[];
  readonly corpus: { readonly version: string };
}

describe("own terms", () => {
  test("decide, and are said to be one's own, by option and by environment", async () => {
    const own = write("services/midjourney.yaml", CONTRACT);
    const plain = parse((await run(["judge"], { input: QUESTION })).out);
    expect(plain.verdict).not.toBe("forbidden");
    expect(JSON.stringify(plain)).not.toContain('"own":');
    const byOption = parse((await run(["judge", "--corpus", own], { input: QUESTION })).out);
    const environment = { CLEARTITLE_CORPUS: ["", own, own].join(delimiter) };
    const byEnvironment = parse((await run(["judge"], { input: QUESTION, environment })).out);
    expect(byEnvironment).toEqual(byOption);
    expect(byOption.verdict).toBe("forbidden");
    expect(byOption.reasons.filter(({ rule }) => rule === "own-midjourney-no-mugs")).toMatchObject([
      { own: true },
    ]);
    expect(byOption.reasons.filter(({ rule }) => !rule.startsWith("own-")).some((reason) => reason.own)).toBe(
      false,
    );
    expect(byOption.chain.find(({ party }) => party === "midjourney")?.own).toBe(true);
    expect(byOption.corpus.version).toMatch(/\+own$/);
  });

  test("are shown as one's own to people", async () => {
    const own = write("services/midjourney.yaml", CONTRACT);
    const image = join(import.meta.dirname, "../../../../../examples/midjourney.png");
    const asked = ["--for", "merchandise", "--made", "2026-03-01", "--plan", "pro", "--corpus", own];
    const checked = await run(["check", image, ...asked]);
    expect(checked.status).toBe(1);
    expect(checked.out.replaceAll(/\s+/g, " ")).toContain(
      "Midjourney (your own terms): Our agreement keeps merchandise",
    );
    expect((await run(["explain", image, ...asked])).out).toContain("(your own terms)");
    expect((await run(["terms", "show", "midjourney", "--corpus", own])).out).toContain("(your own terms)");
  });

  test("are listed, linted and refused with file and line", async () => {
    const own = write("models/own-brush.yaml", "id: own-brush\nkind: model\nname: Brush\nbase: sdxl-1.0\n");
    const listed = await json<readonly PartySummary[]>("terms", "list", "--own", "--corpus", own);
    expect(listed).toMatchObject([{ id: "own-brush", own: true }]);
    expect(await run(["terms", "lint", own])).toMatchObject({ status: 0, out: "1 party, no findings\n" });
    write("models/own-brush.yaml", "id: own-brush\nkind: model\nname: Brush\nbase: sdxl-1.1\n");
    const linted = await run(["terms", "lint", own]);
    expect(linted.status).toBe(1);
    expect(linted.out).toMatch(
      /models\/own-brush\.yaml:4: references: "sdxl-1\.1" is not in the corpus\. Did you mean "sdxl-1\.0"\?/,
    );
    const refused = await run(["judge", "--corpus", own], { input: QUESTION });
    expect([refused.status, refused.out]).toEqual([2, ""]);
    expect(refused.err).toContain("models/own-brush.yaml:4: references");
  });

  test("that do not decide well are linted, and still used", async () => {
    const own = write("services/midjourney.yaml", CONTRACT.replace(/ {4}exception-to.*\n/, ""));
    expect((await run(["terms", "lint", own])).out).toContain(
      "services/midjourney.yaml:7: conflict: own-midjourney-no-mugs forbids",
    );
    const told = parse((await run(["judge", "--corpus", own], { input: QUESTION })).out);
    expect(told.verdict).toBe("forbidden");
  });

  test.each([
    ["a missing folder", "", "", "is not there"],
    ["a folder without terms", "readme.txt", "hello", "holds no terms"],
    [
      "a public id of another kind",
      "models/midjourney.yaml",
      "id: midjourney\nkind: model\nname: X\nbase: sdxl-1.0\n",
      "is already that of the service Midjourney",
    ],
    [
      "a public rule's id",
      "services/midjourney.yaml",
      CONTRACT.replaceAll("own-midjourney-no-mugs", "midjourney-cap"),
      "rule id midjourney-cap is already used",
    ],
    [
      "a name that a public model has",
      "models/own-x.yaml",
      "id: own-x\nkind: model\nname: SDXL\naliases: [flux-dev]\nbase: sdxl-1.0\n",
      "is also a name of model",
    ],
    [
      "a word nobody knows",
      "services/midjourney.yaml",
      CONTRACT.replace("merchandise]", "mugs]"),
      'own-midjourney-no-mugs: "mugs" is not a use',
    ],
    [
      "a bomb of aliases",
      "services/own-x.yaml",
      `a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nid: own-x\n`,
      "services/own-x.yaml:",
    ],
    [
      "control characters",
      "services/own-x.yaml",
      'id: own-x\nkind: service\nname: "\\e[31mred"\nrules: 7\n',
      "services/own-x.yaml:4",
    ],
  ])(
    "that are hostile stop the command with a message and no trace: %s",
    async (_, path, content, message) => {
      const own = path === "" ? join(folder, "nowhere") : write(path, content);
      const { status, out, err } = await run(["judge", "--corpus", own], { input: QUESTION });
      expect([status, out]).toEqual([2, ""]);
      expect(err).toContain(message);
      expect(err).not.toMatch(/\n\s+at |something went wrong|\u001b/);
    },
  );

  test("a link to a folder elsewhere is followed; two folders that share an id are not both believed", async () => {
    const first = write(
      "one/models/own-brush.yaml",
      "id: own-brush\nkind: model\nname: Brush\nbase: sdxl-1.0\n",
    );
    write("two/models/own-brush.yaml", "id: own-brush\nkind: model\nname: Other\nbase: flux-1-schnell\n");
    mkdirSync(join(folder, "three"));
    symlinkSync("../one/models", join(folder, "three/models"));
    const listed = await json<readonly PartySummary[]>(
      "terms",
      "list",
      "--own",
      "--corpus",
      join(first, "three"),
    );
    expect(listed.map(({ id }) => id)).toEqual(["own-brush"]);
    const both = ["--corpus", join(folder, "one"), "--corpus", join(folder, "two")];
    const { status, err } = await run(["terms", "list", ...both]);
    expect(status).toBe(2);
    expect(err).toContain("another of your own parties (Brush)");
  });
});
