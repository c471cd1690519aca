import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";

import { findParty, findPlan, type Corpus } from "@cleartitle/corpus";

import { didYouMean } from "../ask/did-you-mean.ts";
import { parseDay } from "../ask/parse-day.ts";
import { parseFact } from "../ask/parse-fact.ts";
import { findUse } from "../ask/find-use.ts";
import { CleartitleError } from "../cleartitle-error.ts";
import { declarationsTemplate, type FirstAnswers } from "../declarations/template.ts";
import { commandName, type ExitStatus, type Surroundings } from "../surroundings.ts";
import { safeText } from "../terminal/safe-text.ts";
import { openTerms } from "./open-terms.ts";
import type { OwnOptions } from "./own-folders.ts";

export interface InitOptions extends OwnOptions {
  readonly yes?: true;
}

/** `cleartitle init`: asks a few questions and writes `cleartitle.yaml` with comments; `--yes` asks nothing. A file that is there is never touched. */
export async function init(
  folder: string | undefined,
  options: InitOptions,
  around: Surroundings,
): Promise<ExitStatus> {
  const path = join(folder ?? ".", "cleartitle.yaml");
  const isTerminal = (around.stdin as { isTTY?: boolean }).isTTY === true;
  if (options.yes !== true && !isTerminal)
    throw new CleartitleError(
      "usage",
      "init asks questions on a terminal; with --yes it writes the file with all questions as comments.",
    );
  const answers = options.yes === true ? {} : await ask((await openTerms(options, around)).corpus, around);
  if (answers === null) {
    around.stderr.write("\nStopped: nothing was written.\n");
    return 130;
  }
  try {
    writeFileSync(path, declarationsTemplate(answers), { flag: "wx" });
  } catch (cause) {
    const there = cause instanceof Error && "code" in cause && cause.code === "EEXIST";
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CleartitleError(
      "usage",
      there ? `${path} is there already, and was left as it is.` : `${path} cannot be written: ${why}.`,
      cause,
    );
  }
  const next = `${commandName(around)} check FILE`;
  around.stderr.write(
    `${safeText(`${path} is written. Read it through, and add what is missing; then ${next} goes by it.`)}\n`,
  );
  return 0;
}

async function ask(corpus: Corpus, around: Surroundings): Promise<FirstAnswers | null> {
  const lines = createInterface({ input: around.stdin, output: around.stderr });
  // Ctrl-C, Ctrl-D: nobody will answer any more, and a question that waits for ever would end the process without a word.
  const stop = new AbortController();
  lines.once("SIGINT", () => stop.abort());
  lines.once("close", () => stop.abort());
  const signal = AbortSignal.any([stop.signal, around.stop]);
  /** Asks until the answer fits or is left empty. */
  const one = async <T>(question: string, read: (text: string) => T): Promise<T | undefined> => {
    for (;;) {
      const text = (await lines.question(`${question} `, { signal })).trim();
      if (text === "") return undefined;
      try {
        return read(text);
      } catch (error) {
        if (!(error instanceof CleartitleError)) throw error;
        around.stderr.write(`${safeText(error.message)}\n`);
      }
    }
  };
  const fact = (name: string) => (text: string) => parseFact(corpus.registry, `${name}=${text}`)[1];
  try {
    around.stderr.write("An empty answer leaves a question open.\n");
    const kind = await one("Are you an individual or a company?", fact("holder.kind"));
    const country = await one(
      "Where are you established (ISO code, for example DE)?",
      fact("holder.country"),
    );
    const revenue = await one("Your yearly revenue in USD?", fact("holder.revenue-usd"));
    const service = await one("Which service do you make images with?", (text) =>
      requireService(corpus, text),
    );
    const plan = service && (await one("On which plan?", (text) => requirePlan(corpus, service, text)));
    const from =
      plan && (await one("Since which day (YEAR-MONTH-DAY)?", (text) => parseDay(text, "The day")));
    const use = await one("What are the images for mostly (for example stock-licensing)?", (text) =>
      findUse(corpus, text),
    );
    return {
      ...(typeof kind === "string" ? { kind } : {}),
      ...(typeof country === "string" ? { country } : {}),
      ...(typeof revenue === "number" ? { revenue } : {}),
      ...(service && plan && from ? { service, plan, from } : {}),
      ...(use === undefined ? {} : { use }),
    };
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  } finally {
    lines.close();
  }
}

function requireService(corpus: Corpus, name: string): string {
  const party = findParty(corpus, "service", name);
  if (party !== undefined) return party.id;
  const names = Object.values(corpus.parties).flatMap((each) =>
    each.kind === "service" ? [each.id, each.name] : [],
  );
  throw new CleartitleError(
    "unknown-party",
    `No service on record is called "${name}".${didYouMean(name, names)}`,
  );
}

function requirePlan(corpus: Corpus, service: string, name: string): string {
  const party = corpus.parties[service];
  const plan = party === undefined ? undefined : findPlan(party, name);
  if (plan !== undefined) return plan.id;
  const plans = Object.keys(party?.plans ?? {}).join(", ") || "none on record";
  throw new CleartitleError("unknown-plan", `${party?.name} has no plan "${name}". Its plans: ${plans}.`);
}
