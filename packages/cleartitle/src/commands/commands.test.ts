import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { loadCorpus } from "@cleartitle/corpus/node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { Answer } from "../answer.ts";
import { runCommand } from "../testing/run-command.ts";

const root = join(import.meta.dirname, "../../../..");
const example = (name: string): string => join(root, "examples", name);
const stock = ["--for", "stock-licensing", "--market", "adobe-stock"];

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "commands-"));
  mkdirSync(join(folder, "pictures"));
  for (const name of ["artist-name.png", "midjourney.png", "photo.jpg"])
    copyFileSync(example(name), join(folder, "pictures", name));
  writeFileSync(join(folder, "pictures/text.png"), "this is no image");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("what has an option of its own", () => {
  test("is understood among the facts where an answer asks for it, and refused with the option elsewhere", async () => {
    const file = example("midjourney.png");
    const typed = await runCommand(["check", file, "--made", "2025-07", "--market", "adobe-stock", "--json"]);
    const facts = ["--fact", "made.on=2025-07", "--fact", "market = adobe-stock"];
    expect(await runCommand(["check", file, ...facts, "--json"])).toEqual(typed);
    const twice = await runCommand(["check", file, "--made", "2024", ...facts]);
    expect([twice.status, twice.err]).toEqual([
      2,
      "cleartitle: made.on is given as 2024 and as 2025-07; give it once.\n",
    ]);
    const other = await runCommand(["check", file, "--fact", "service=midjourney"]);
    expect([other.status, other.err]).toEqual([
      2,
      `cleartitle: "service" is no fact and has an option of its own: --service SERVICE.\n`,
    ]);
  });
});

test("a plan on the command line is known by the names that questions know it by, and a model's name is none", async () => {
  const file = example("midjourney.png");
  const typed = async (plan: string): Promise<unknown> => {
    const { status, out, err } = await runCommand(["check", file, "--plan", plan, "--json"]);
    const link = status === 2 ? undefined : (JSON.parse(out) as readonly Answer[])[0]?.decision?.chain[0];
    return link?.plan ?? err;
  };
  for (const plan of ["pro", "Pro plan", "Midjourney Pro"]) expect(await typed(plan)).toBe("pro");
  expect(await typed("Nano Banana Pro")).toBe(
    'cleartitle: No service on record has a plan "Nano Banana Pro".\n',
  );
});

describe("an option that takes one value", () => {
  test("refuses another one, so that nobody takes the answer for one market for that of two", async () => {
    const { status, out, err } = await runCommand([
      "check",
      example("photo.jpg"),
      ...stock,
      "--market",
      "dreamstime",
    ]);
    expect([status, out, err]).toEqual([
      2,
      "",
      "cleartitle: --market is given as adobe-stock and as dreamstime, and takes one; run the command once for each.\n",
    ]);
    const place = await runCommand(["ledger", "verify", "--ledger", "one", "--ledger", "two"]);
    expect([place.status, place.err]).toEqual([2, expect.stringContaining("as one and as two")]);
  });

  test("takes the same one again, and facts are taken again and again", async () => {
    const again = [
      ...stock,
      "--market",
      "adobe-stock",
      "--fact",
      "holder.kind=individual",
      "--fact",
      "plan=none",
    ];
    expect((await runCommand(["check", example("photo.jpg"), ...again])).status).toBe(1);
  });
});

describe("names in the prompt of a file", () => {
  test("decide where a rule cares, and are in the data", async () => {
    const { out, status } = await runCommand(["check", example("artist-name.png"), ...stock, "--json"]);
    const [element] = JSON.parse(out) as readonly Answer[];
    expect(status).toBe(1);
    expect(element?.decision).toMatchObject({
      verdict: "forbidden",
      inferred: { "content.artist-name": true },
    });
    expect(element?.decision?.fixes[0]?.text).toBe(
      `Make the image without the artist's name ("Greg Rutkowski").`,
    );
    const [claim] = element?.evidence.content ?? [];
    expect(claim).toMatchObject({
      fact: "content.artist-name",
      name: "Greg Rutkowski",
      confidence: "certain",
    });
    expect(element?.evidence.prompt?.slice(...(claim?.span ?? [0, 0]))).toBe(claim?.matched);
  });
  test("are shown with those who have a rule on them", async () => {
    const { out } = await runCommand(["inspect", example("artist-name.png")]);
    expect(out.replaceAll(/\s+/g, " ")).toMatch(
      /"Greg Rutkowski" in the prompt names the artist .* Rules on it: .*Adobe Stock/,
    );
  });
});

describe("explain", () => {
  test("tells a file and a written question alike", async () => {
    const file = await runCommand(["explain", example("artist-name.png"), ...stock]);
    expect(file.status).toBe(1);
    expect(file.out).toContain("What the verdict rests on");
    const question = {
      use: "stock-licensing",
      market: "adobe-stock",
      made: { chain: [{ model: "sd-1.5" }], prompt: "by Greg Rutkowski" },
    };
    const path = join(folder, "question.json");
    writeFileSync(path, JSON.stringify(question));
    const written = await runCommand(["explain", "--question", path]);
    expect(written.out).toContain("Make the image without the artist's name");
    expect((await runCommand(["explain", "-"], JSON.stringify(question))).out).toBe(written.out);
  });
  test("gives data that a program can read", async () => {
    const { out } = await runCommand(["explain", example("midjourney.png"), ...stock, "--json"]);
    const told = JSON.parse(out) as {
      file: string;
      decision: unknown;
      explanation: { links: unknown[]; open: unknown[] };
    };
    expect(told.file).toBe(example("midjourney.png"));
    expect(told.decision).not.toBeNull();
    expect(told.explanation.links.length).toBeGreaterThan(0);
    expect(told.explanation.open.length).toBeGreaterThan(0);
  });
  test.each([
    [[], "", /Name an image file/],
    [["-"], "{", /The question is not JSON/],
    [["-"], '{"use":"advertizing"}', /Did you mean "advertising"/],
    [["-"], "[]", /The question takes an object with "use"/],
    [["-", "--plan", "pro"], "{}", /leave out --plan/],
    [["-", "--question", "x"], "{}", /Give the question once/],
    [["nowhere.png"], "", /does not exist/],
    [["--question", "nowhere.json"], "", /does not exist/],
  ] as const)("%j says what is wrong", async (args, input, message) => {
    const { status, out, err } = await runCommand(["explain", ...args], input);
    expect(status).toBe(2);
    expect(out).toBe("");
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at /);
  });
});

describe("check of a folder", () => {
  test("ends in a table and in what stands in the way", async () => {
    const { status, out } = await runCommand(["check", join(folder, "pictures"), ...stock]);
    expect(status).toBe(2);
    expect(out).toMatch(/^4 files for: Licensing through a stock agency, Adobe Stock, on 2026-11-22$/m);
    expect(out).toMatch(/^ +1 {2}✗ no +25 %$/m);
    expect(out).toMatch(/^ +1 {2}! without an answer +25 %$/m);
  });
  test("writes each format, and a page beside it", async () => {
    const page = join(folder, "page.html");
    for (const [format, shape] of [
      ["sarif", /^\{"\$schema"/],
      ["junit", /^<\?xml/],
      ["csv", /^file,sha256,verdict/],
      ["jsonl", /^\{"file"/],
      ["json", /^\[/],
    ] as const) {
      const { status, out, err } = await runCommand([
        "check",
        join(folder, "pictures"),
        ...stock,
        "--format",
        format,
        "--html",
        page,
      ]);
      expect(status).toBe(2);
      expect(out).toMatch(shape);
      expect(err).toContain("The report is in");
    }
    const text = readFileSync(page, "utf8");
    expect(text.match(/<section class="file"/g)?.length).toBe(4);
    expect(text).toContain("data:image/png;base64,");
  });
  test("refuses a format that it does not know, two formats, and a place where nothing can be written", async () => {
    const pictures = join(folder, "pictures");
    expect((await runCommand(["check", pictures, "--format", "sarff"])).err).toMatch(/Did you mean "sarif"/);
    expect((await runCommand(["check", pictures, "--format", "csv", "--json"])).err).toMatch(/Give one of/);
    const nowhere = await runCommand(["check", pictures, "--html", join(folder, "no/page.html")]);
    expect([nowhere.status, nowhere.out]).toEqual([2, ""]);
  });
});

describe("judge --changed", () => {
  const question = (use: string): string =>
    JSON.stringify({
      use,
      on: "2026-11-22",
      made: { chain: [{ model: "flux-1-schnell" }], on: "2026-07-01" },
    });

  test("writes only answers that differ, with both, from a compiled file or a folder", async () => {
    const corpus = await loadCorpus(join(root, "corpus"));
    const party = corpus.parties["apache-2.0"];
    if (party === undefined) throw new Error("the corpus has apache-2.0");
    const rules = party.rules.filter(({ effect }) => effect !== "permission");
    const older = {
      ...corpus,
      version: "0.0.1",
      digest: "sha256:00",
      parties: { ...corpus.parties, "apache-2.0": { ...party, rules } },
    };
    const file = join(folder, "older.json");
    writeFileSync(file, JSON.stringify(older));
    const midjourney = JSON.stringify({ use: "personal", made: { chain: [{ service: "midjourney" }] } });
    const input = `${question("merchandise")}\n\n${midjourney}\n`;
    const { status, out } = await runCommand(["judge", "--changed", file], input);
    const lines = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, { verdict: string; corpus: { version: string } }>);
    expect(status).toBe(1);
    expect(lines.length).toBe(1);
    expect(lines[0]).toMatchObject({ line: 1, question: { use: "merchandise" } });
    expect(lines[0]?.["changed"]).toContain("verdict");
    expect(lines[0]?.["before"]?.verdict).toBe("unknown");
    expect(lines[0]?.["before"]?.corpus.version).toBe("0.0.1");
    expect(lines[0]?.["after"]?.verdict).toBe("conditional");

    const same = await runCommand(["judge", "--changed", join(root, "corpus")], input);
    expect([same.status, same.out]).toEqual([0, ""]);
  });

  test("a line that is no question is told once; what is no corpus is refused", async () => {
    const wrong = await runCommand(["judge", "--changed", join(root, "corpus")], "{\n");
    expect(wrong.status).toBe(2);
    const told = JSON.parse(wrong.out) as object;
    expect(told).toMatchObject({ error: { code: "bad-json", line: 1 } });
    expect(told).not.toHaveProperty("changed");
    const file = join(folder, "no-corpus.json");
    writeFileSync(file, "{}");
    for (const path of [file, join(folder, "nowhere"), folder]) {
      const { status, err } = await runCommand(["judge", "--changed", path], question("merchandise"));
      expect(status).toBe(2);
      expect(err).toContain("is not a corpus");
    }
  });
});

test("the day of making may be given as the fact that the question asks for, and is no stranger then", async () => {
  const made = { chain: [{ model: "flux-1-dev" }] };
  const facts = { "made.on": "2025-06-26" };
  const { out } = await runCommand(["judge"], JSON.stringify({ use: "merchandise", made, facts }));
  const { made: days, findings } = JSON.parse(out) as { made: object; findings: readonly { code: string }[] };
  expect(days).toEqual({ earliest: "2025-06-26", latest: "2025-06-26" });
  expect(findings.map(({ code }) => code)).not.toContain("unknown-fact");
});
