import type { Answer, Judgement } from "../answer.ts";
import { deniedFacts } from "../content/denied-facts.ts";
import type { Overview } from "../overview/overview.ts";
import type { Names } from "../render/names.ts";
import { sentence } from "../render/sentence.ts";
import { confirmations, confirmationText, openDuties } from "../render/todo.ts";
import { decidingReasons } from "../render/why.ts";
import { verdictWords } from "../render/marks.ts";
import type { Output } from "../terminal/output.ts";
import type { Report, RunFacts } from "./report.ts";
import { Spool } from "./spool.ts";
import { xmlText } from "./xml-text.ts";

/** Lines that name what stands between a file and a yes. */
export function gapLines(names: Names, decision: Judgement): readonly string[] {
  const { verdict, unknown } = decision;
  const said = decidingReasons(decision).map(
    ({ party, reading, source }) =>
      `${sentence(`${names.party(party)}: ${reading}`)}${source.url === null ? "" : ` ${source.url}`}`,
  );
  switch (verdict) {
    case "allowed":
      return [];
    case "forbidden":
      return said;
    case "unknown":
      return unknown.map(({ question, text }) => question ?? sentence(text));
    case "conditional":
      return [
        ...openDuties(decision).map(({ text }) => `To do: ${sentence(text)}`),
        ...confirmations(decision).map((duty) => `To confirm: ${confirmationText(duty)}`),
      ];
  }
}

/** JUnit XML, as continuous integration reads it: a test case for each file, a failure for each answer that is no plain yes, as the exit status has it. */
export class JunitReport implements Report {
  readonly #output: Output;
  readonly #names: Names;
  readonly #run: RunFacts;
  #cases: Promise<Spool> | null = null;

  constructor(output: Output, names: Names, run: RunFacts) {
    this.#output = output;
    this.#names = names;
    this.#run = run;
  }

  async add({ file, evidence, decision }: Answer): Promise<void> {
    this.#cases ??= Spool.open();
    const spool = await this.#cases;
    const { use, market } = this.#run;
    const name = `    <testcase classname="${xmlText(market === null ? use : `${use}.${market}`)}" name="${xmlText(file)}"`;
    if (decision === null) {
      const [problem] = evidence.problems;
      const message = problem?.message ?? "It is not an image that can be read.";
      await spool.write(
        `${name}>\n      <error type="${xmlText(problem?.code ?? "no-answer")}" message="${xmlText(message)}"/>\n    </testcase>\n`,
      );
      return;
    }
    const { verdict, notice } = decision;
    const denied = deniedFacts(decision).map(({ code, message }) => `${code}: ${message}`);
    if (verdict === "allowed") {
      await spool.write(
        denied.length === 0
          ? `${name}/>\n`
          : `${name}>\n      <system-out>${denied.map(xmlText).join("\n")}</system-out>\n    </testcase>\n`,
      );
      return;
    }
    const lines = [
      ...denied,
      ...gapLines(this.#names, decision),
      ...decision.fixes.slice(0, 3).map(({ text }) => `Instead: ${sentence(text)}`),
      notice,
    ];
    await spool.write(
      `${name}>\n      <failure type="${verdict}" message="${xmlText(verdictWords[verdict].sentence)}">${lines.map(xmlText).join("\n")}</failure>\n    </testcase>\n`,
    );
  }

  async end({ tally, denied }: Overview): Promise<void> {
    const failures = tally.conditional + tally.forbidden + tally.unknown;
    const counts = `tests="${failures + tally.allowed + tally.none}" failures="${failures}" errors="${tally.none}" skipped="0"`;
    const { use, market, on, corpus, now } = this.#run;
    const properties = {
      ...(denied.files === 0 ? {} : { "denied-by-file": String(denied.files) }),
      use,
      market: market ?? "",
      on,
      corpus: corpus.version,
      digest: corpus.digest,
    };
    const time = now.toISOString().replace(/\.\d+Z$/, "");
    await this.#output.write(
      [
        `<?xml version="1.0" encoding="UTF-8"?>`,
        `<testsuites name="cleartitle" ${counts}>`,
        `  <testsuite name="cleartitle check" ${counts} timestamp="${time}" time="0" hostname="localhost">`,
        `    <properties>`,
        ...Object.entries(properties).map(
          ([name, value]) => `      <property name="${name}" value="${xmlText(value)}"/>`,
        ),
        `    </properties>\n`,
      ].join("\n"),
    );
    if (this.#cases !== null)
      for await (const piece of (await this.#cases).read()) await this.#output.write(piece);
    await this.#output.write("  </testsuite>\n</testsuites>\n");
  }

  async discard(): Promise<void> {
    await (await this.#cases)?.discard();
  }
}
