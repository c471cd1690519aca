import { isAbsolute, sep } from "node:path";
import { pathToFileURL } from "node:url";

import type { Answer, Judgement } from "../answer.ts";
import { deniedFacts } from "../content/denied-facts.ts";
import type { Overview } from "../overview/overview.ts";
import { verdictWords } from "../render/marks.ts";
import type { Names } from "../render/names.ts";
import { sentence } from "../render/sentence.ts";
import { decidingReasons } from "../render/why.ts";
import type { Output } from "../terminal/output.ts";
import { safeText } from "../terminal/safe-text.ts";
import { version } from "../version.ts";
import { gapLines } from "./junit-report.ts";
import type { Report, RunFacts } from "./report.ts";

type Level = "error" | "warning" | "note";

interface SarifRule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly helpUri?: string;
  readonly defaultConfiguration: { readonly level: Level };
}

interface SarifResult {
  readonly rule: SarifRule;
  readonly text: string;
}

/** Notifications kept; what comes after is counted. */
const mostNotifications = 1_000;

/**
 * SARIF 2.1.0, written as the answers come. A no gives an error for each rule that forbids, an open answer a warning for each gap, a yes with
 * duties one note; a plain yes gives nothing. The rules follow the results, because only then it is known which were met.
 */
export class SarifReport implements Report {
  readonly #output: Output;
  readonly #names: Names;
  readonly #run: RunFacts;
  readonly #rules = new Map<string, SarifRule>();
  readonly #notifications: object[] = [];
  #begun = false;
  #results = 0;

  constructor(output: Output, names: Names, run: RunFacts) {
    this.#output = output;
    this.#names = names;
    this.#run = run;
  }

  async add({ file, evidence, decision }: Answer): Promise<void> {
    await this.#begin();
    const uri = uriOf(file);
    const locations = [{ physicalLocation: { artifactLocation: { uri } } }];
    if (decision === null) {
      const [problem] = evidence.problems;
      if (this.#notifications.length < mostNotifications)
        this.#notifications.push({
          level: "error",
          descriptor: { id: problem?.code ?? "no-answer" },
          message: { text: problem?.message ?? "It is not an image that can be read." },
          locations,
        });
      return;
    }
    for (const { rule, text } of [...deniedResults(decision), ...resultsOf(this.#names, decision)]) {
      this.#rules.set(rule.id, rule);
      const result = {
        ruleId: rule.id,
        level: rule.defaultConfiguration.level,
        message: { text },
        locations,
        ...(evidence.sha256 === null ? {} : { partialFingerprints: { "imageSha256/v1": evidence.sha256 } }),
        properties: { verdict: decision.verdict, layers: decision.layers },
      };
      await this.#output.write(`${this.#results === 0 ? "" : ","}\n${JSON.stringify(result)}`);
      this.#results += 1;
    }
  }

  async end({ tally, denied }: Overview): Promise<void> {
    await this.#begin();
    const { use, market, on, corpus } = this.#run;
    const left = tally.none - this.#notifications.length;
    const more = left > 0 ? [{ level: "error", message: { text: `${left} more files got no answer.` } }] : [];
    const rest = {
      tool: {
        driver: {
          name: "cleartitle",
          version,
          rules: [...this.#rules.values()],
          properties: { notice },
        },
      },
      invocations: [
        {
          executionSuccessful: tally.none === 0,
          toolExecutionNotifications: [...this.#notifications, ...more],
        },
      ],
      properties: {
        ...(denied.files === 0 ? {} : { deniedByFile: denied.files }),
        use,
        market,
        on,
        corpus,
        tally,
      },
    };
    await this.#output.write(`\n],\n${JSON.stringify(rest, null, 2).slice(2)}]}\n`);
  }

  async #begin(): Promise<void> {
    if (this.#begun) return;
    this.#begun = true;
    await this.#output.write(
      `{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{\n"columnKind":"utf16CodeUnits",\n"results":[`,
    );
  }
}

const notice = "Information with sources and dates, not legal advice.";

/** What was stated against the words of a file comes first, whatever the answer is. */
function deniedResults(decision: Judgement): readonly SarifResult[] {
  return deniedFacts(decision).map(({ code, message }) => ({
    rule: ruleOf(code, "What was stated does not count: the words of the file say otherwise.", "error", null),
    text: message,
  }));
}

function resultsOf(names: Names, decision: Judgement): readonly SarifResult[] {
  const instead = decision.fixes[0] === undefined ? "" : ` Instead: ${sentence(decision.fixes[0].text)}`;
  switch (decision.verdict) {
    case "allowed":
      return [];
    case "forbidden":
      return decidingReasons(decision).map(({ rule, party, reading, source }) => {
        const text = sentence(`${names.party(party)}: ${reading}`);
        const place = `${source.title}${source.at === null ? "" : `, ${source.at}`}`;
        return { rule: ruleOf(rule, text, "error", source.url), text: `${text} (${place}.)${instead}` };
      });
    case "unknown":
      return decision.unknown.map(({ kind, fact, question, text, party }) => {
        const id = kind === "missing-fact" ? `question/${fact ?? "other"}` : `${kind}/${party ?? "nobody"}`;
        const short = kind === "missing-fact" ? (question ?? text) : sentence(safeText(text));
        return { rule: ruleOf(id, short, "warning", null), text: `${short}${instead}` };
      });
    case "conditional":
      return [
        {
          rule: ruleOf("conditional", verdictWords.conditional.sentence, "note", null),
          text: gapLines(names, decision).join("\n"),
        },
      ];
  }
}

function ruleOf(id: string, text: string, level: Level, url: string | null): SarifRule {
  return {
    id,
    shortDescription: { text },
    ...(url === null ? {} : { helpUri: url }),
    defaultConfiguration: { level },
  };
}

/** The address of a file: relative paths stay relative to where the command ran (RFC 3986). */
function uriOf(file: string): string {
  if (isAbsolute(file)) return pathToFileURL(file).href;
  const parts = file.split(sep).map((part) => encodeURIComponent(part.toWellFormed()));
  // A first part with a colon would read as a scheme.
  return parts[0]?.includes("%3A") ? `./${parts.join("/")}` : parts.join("/");
}
