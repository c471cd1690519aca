import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import type { Answer } from "../answer.ts";
import { Overview } from "../overview/overview.ts";
import { html } from "../render/html/html.ts";
import { answer, conditional, forbidden, judgement, names, unknown } from "../testing/decisions.ts";
import { collected } from "../testing/collect.ts";
import type { Output } from "../terminal/output.ts";
import { CsvReport } from "./csv-report.ts";
import { HtmlReport } from "./html-report.ts";
import { JunitReport } from "./junit-report.ts";
import type { Report, RunFacts } from "./report.ts";
import { SarifReport } from "./sarif-report.ts";
import { xmlText } from "./xml-text.ts";

const run: RunFacts = {
  use: "merchandise",
  market: "shop",
  on: "2026-11-22",
  corpus: { version: "1.0.0", digest: "sha256:0123456789abcdef" },
  now: new Date("2026-11-22T10:00:00Z"),
};
const hostile = `<script>alert("1")</script> & '=cmd|' /C\u0000\u202e\u{1f600}.png`;
const answers: readonly Answer[] = [
  answer(judgement({})),
  answer(conditional),
  answer(forbidden),
  answer(unknown),
  { ...answer(null), file: "gone.png" },
  { ...answer(forbidden), file: hostile },
];

async function written(make: (output: Output) => Report, given = answers): Promise<string> {
  const { output, text } = collected();
  const report = make(output);
  const overview = new Overview();
  for (const each of given) {
    overview.add(each);
    await report.add(each);
  }
  await report.end(overview);
  await report.discard?.();
  return text();
}

describe("CSV", () => {
  const read = (text: string): readonly (readonly string[])[] => {
    const rows: string[][] = [];
    for (const line of text.match(/(?:"(?:[^"]|"")*"|[^\r\n"])*\r\n/g) ?? []) {
      const fields = line.slice(0, -2).match(/(?<=^|,)(?:"(?:[^"]|"")*"|[^,"]*)/g) ?? [];
      rows.push(
        fields.map((field) => (field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field)),
      );
    }
    return rows;
  };
  test("as many fields in every line as the head has, and values as they are", async () => {
    let warned = 0;
    const files = [...answers, { ...answer(null), file: '=1+1,"x"\r\ny.png' }];
    const text = await written((output) => new CsvReport(output, run, "csv-raw", () => (warned += 1)), files);
    const rows = read(text);
    expect(rows.length).toBe(files.length + 1);
    expect(new Set(rows.map((row) => row.length)).size).toBe(1);
    expect(rows.slice(1).map(([file]) => file)).toEqual(files.map(({ file }) => file));
    expect(rows.map((row) => row[2])).toEqual([
      "verdict",
      "allowed",
      "conditional",
      "forbidden",
      "unknown",
      "",
      "forbidden",
      "",
    ]);
    expect(warned).toBe(1);
  });
  test("for a spreadsheet no value is a formula, and that is told once", async () => {
    let told = 0;
    const files = ["=1+1.png", "a;=1.png", "+x.png"].map((file) => ({ ...answer(null), file }));
    const text = await written((output) => new CsvReport(output, run, "csv", () => (told += 1)), files);
    expect(
      read(text)
        .slice(1)
        .map(([file]) => file),
    ).toEqual(["'=1+1.png", "a;'=1.png", "'+x.png"]);
    expect(told).toBe(1);
  });
  test("of no files it has the head alone", async () => {
    expect(
      (await written((output) => new CsvReport(output, run, "csv", () => {}), [])).split("\r\n").length,
    ).toBe(2);
  });
});

describe("JUnit", () => {
  test("counts come first and are right; text from strangers stays text", async () => {
    const text = await written((output) => new JunitReport(output, names, run));
    expect(text).toMatch(
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="cleartitle" tests="6" failures="4" errors="1"/,
    );
    expect(text.match(/<testcase /g)?.length).toBe(6);
    expect(text.match(/<failure /g)?.length).toBe(4);
    expect(text.match(/<error /g)?.length).toBe(1);
    expect(text).not.toContain("<script>");
    expect(text).toContain("&lt;script&gt;alert(&quot;1&quot;)");
    // eslint-disable-next-line no-control-regex
    expect(text).not.toMatch(/[\u0000-\u0008\u202e]/);
    expect(text.match(/<testsuite /g)?.length).toBe(text.match(/<\/testsuite>/g)?.length);
  });
  test("no character that XML forbids is left", () => {
    expect(xmlText("a\u0001\ufffe\ud800b")).toBe("a\\u{1}\\u{fffe}\\u{d800}b");
  });
});

interface Sarif {
  readonly version: string;
  readonly runs: readonly {
    readonly tool: {
      readonly driver: { readonly name: string; readonly rules: readonly { readonly id: string }[] };
    };
    readonly results: readonly {
      readonly ruleId: string;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly locations: readonly {
        readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
      }[];
    }[];
    readonly invocations: readonly {
      readonly executionSuccessful: boolean;
      readonly toolExecutionNotifications: readonly unknown[];
    }[];
  }[];
}

describe("SARIF", () => {
  test("every result names a rule of the tool and a file by a valid relative address", async () => {
    const log = JSON.parse(await written((output) => new SarifReport(output, names, run))) as Sarif;
    expect(log.version).toBe("2.1.0");
    const [only] = log.runs;
    const rules = new Set(only?.tool.driver.rules.map(({ id }) => id));
    expect(rules.size).toBe(only?.tool.driver.rules.length);
    for (const { ruleId, level, message, locations } of only?.results ?? []) {
      expect(rules.has(ruleId)).toBe(true);
      expect(["error", "warning", "note"]).toContain(level);
      expect(message.text).not.toBe("");
      const { uri } = locations[0]?.physicalLocation.artifactLocation ?? { uri: " " };
      expect(new URL(uri, "file:///repository/").href).toMatch(/^file:\/\/\/repository\//);
      expect(uri).not.toMatch(/[ <>"\\]/);
    }
    expect(only?.results.map(({ level }) => level)).toEqual([
      "note",
      "error",
      "warning",
      "warning",
      "warning",
      "warning",
      "error",
    ]);
    expect(only?.invocations[0]?.executionSuccessful).toBe(false);
    expect(only?.invocations[0]?.toolExecutionNotifications.length).toBe(1);
  });
  test("of no files it is a whole log", async () => {
    const log = JSON.parse(await written((output) => new SarifReport(output, names, run), [])) as Sarif;
    expect(log.runs[0]?.results).toEqual([]);
  });
});

describe("HTML", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "report-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function page(given: readonly Answer[]): Promise<string> {
    const path = join(folder, "report.html");
    const report = await HtmlReport.open(path, names, run, new AbortController().signal);
    const overview = new Overview();
    for (const each of given) {
      overview.add(each);
      await report.add(each);
    }
    await report.end(overview);
    await report.discard();
    expect(readdirSync(folder).filter((name) => name.startsWith("report"))).toEqual(["report.html"]);
    return readFileSync(path, "utf8");
  }

  test("has a section for each file, in order, with verdict, source, notice, version and digest", async () => {
    const text = await page(answers);
    expect(text.match(/<section class="file"/g)?.length).toBe(answers.length);
    for (const part of [
      "No, you may not use it.",
      "https://acme.example/terms#:~:text=a,b",
      "Information, not legal advice.",
      "sha256:0123456789abcdef",
      "Ownership, as between the parties",
      "Tick the box.",
      "What was the revenue (USD)?",
    ])
      expect(text).toContain(part);
    const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of text.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
    for (const [, labelled] of text.matchAll(/aria-labelledby="([^"]+)"/g)) expect(ids).toContain(labelled);
  });

  test("every table has a caption and heads with a scope; every picture a text", async () => {
    const path = join(folder, "small.png");
    writeFileSync(path, "small");
    const text = await page([...answers, { ...answer(forbidden, { format: "png" }), file: path }]);
    expect(text.match(/<table>/g)?.length).toBe(text.match(/<caption>/g)?.length);
    for (const [head] of text.matchAll(/<th[ >][^>]*>/g)) expect(head).toMatch(/scope="(?:col|row)"/);
    for (const [picture] of text.matchAll(/<img[^>]*>/g)) expect(picture).toMatch(/alt="The picture [^"]+"/);
    expect(text).toContain(`src="data:image/png;base64,${Buffer.from("small").toString("base64")}"`);
    const open = text.match(
      /<(?:section|table|tbody|thead|tr|ul|li|p|h\d|figure|main|header|footer)[ >]/g,
    )?.length;
    const shut = text.match(
      /<\/(?:section|table|tbody|thead|tr|ul|li|p|h\d|figure|main|header|footer)>/g,
    )?.length;
    expect(open).toBe(shut);
  });

  test("nothing of a stranger's becomes markup, nothing is loaded, nothing runs", async () => {
    const { decision, evidence } = answer(forbidden);
    if (decision === null) throw new Error("has a decision");
    const [reason] = decision.reasons;
    if (reason === undefined) throw new Error("has a reason");
    const odd = {
      ...reason,
      reading: hostile,
      source: { ...reason.source, title: hostile, url: "javascript:alert(1)" },
      effect: "prohibition" as const,
    };
    const text = await page([
      {
        file: hostile,
        evidence: { ...evidence, prompt: hostile },
        decision: { ...decision, reasons: [odd], fixes: [{ ...decision.fixes[0]!, text: hostile }] },
      },
    ]);
    expect(text).not.toMatch(/<script|javascript:|<link|<iframe|@import|url\(|src="(?!data:)/i);
    expect(text).toContain("default-src 'none'");
    expect(text).toContain("&lt;script&gt;");
  });

  test("a large picture and one of a kind that browsers do not show are left out", async () => {
    const path = join(folder, "large.png");
    writeFileSync(path, Buffer.alloc(200 * 1024 + 1));
    const text = await page([
      { ...answer(forbidden, { format: "png" }), file: path },
      { ...answer(forbidden, { format: "heic" }), file: path },
      { ...answer(forbidden, { format: "png" }), file: join(folder, "gone.png") },
    ]);
    expect(text).not.toContain("<img");
  });

  test("of very many pictures only the first are shown, and the page says so", async () => {
    const path = join(folder, "picture.png");
    writeFileSync(path, Buffer.alloc(190 * 1024, 7));
    const one = { ...answer(forbidden, { format: "png" }), file: path };
    const text = await page(Array.from({ length: 140 }, () => one));
    expect(text.match(/<section class="file"/g)?.length).toBe(140);
    expect(text.match(/<img /g)?.length).toBeLessThan(140);
    expect(text).toContain("Only the first pictures are shown");
  });

  test("a place where nothing can be written is told before the work", async () => {
    const opened = HtmlReport.open(join(folder, "no/where.html"), names, run, new AbortController().signal);
    await expect(opened).rejects.toMatchObject({ code: "output-unwritable" });
  });

  test("values are escaped in text and in attributes alike", () => {
    expect(html`<p title="${`"'`}">${"<&>"}</p>`.text).toBe(`<p title="&quot;&#39;">&lt;&amp;&gt;</p>`);
  });
});
