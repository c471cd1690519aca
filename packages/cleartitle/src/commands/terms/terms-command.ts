import type { Command } from "commander";

import type { ExitStatus, Surroundings } from "../../surroundings.ts";
import type { DueOptions } from "./due-terms.ts";
import type { ListOptions } from "./list-terms.ts";
import type { ShowOptions } from "./show-terms.ts";
import type { TermsOptions } from "./terms-options.ts";

/** `cleartitle terms …`: whose terms are on record, what they say, what changed, what should be read again. */
export function addTermsCommand(
  program: Command,
  around: Surroundings,
  done: (status: ExitStatus) => void,
): void {
  const terms = program
    .command("terms")
    .description("the terms on record: what they say, since when, what changed, what to read again");
  const collect = (value: string, all: readonly string[] = []): readonly string[] => [...all, value];
  const command = (usage: string, description: string): Command =>
    terms
      .command(usage)
      .description(description)
      .option("--corpus <folder>", "a folder of your own terms, laid over the public ones", collect)
      .option("--json", "as data, for programs");

  command("list", "whose terms are on record")
    .option("--kind <kind>", "only services, gateways, models, licences, adapters, tools, markets or laws")
    .option("--grade <grade>", "only those with a rule of this grade of source")
    .option("--find <text>", "only those with this in an id, a name or the operator")
    .option("--own", "only those of your own")
    .action(async (options: ListOptions) => {
      done(await (await import("./list-terms.ts")).listTerms(options, around));
    });
  command("show <party>", "plans, texts and rules of a party in plain words")
    .option("--on <date>", "as they held on this day (default: today)")
    .action(async (party: string, options: ShowOptions) => {
      done(await (await import("./show-terms.ts")).showTerms(party, options, around));
    });
  command("history <party>", "what happened to the terms of a party").action(
    async (party: string, options: TermsOptions) => {
      done(await (await import("./history-terms.ts")).historyTerms(party, options, around));
    },
  );
  command("diff <party> <date> <date>", "how the terms of a party differ between two days").action(
    async (party: string, from: string, to: string, options: TermsOptions) => {
      done(await (await import("./diff-terms.ts")).diffTerms(party, from, to, options, around));
    },
  );
  command("due", "texts that nobody read again within their term, the longest waiting first")
    .option("--days <number>", "the term in days (default: that of the best source, 90)")
    .action(async (options: DueOptions) => {
      done(await (await import("./due-terms.ts")).dueTerms(options, around));
    });
  command("open <party> <rule>", "print the link to the clause behind a rule").action(
    async (party: string, rule: string, options: TermsOptions) => {
      done(await (await import("./open-rule.ts")).openRule(party, rule, options, around));
    },
  );
  command("lint [folder]", "check a folder of your own terms, or the public ones of a checkout").action(
    async (folder: string | undefined, options: TermsOptions) => {
      done(await (await import("./lint-terms.ts")).lintTerms(folder, options, around));
    },
  );
  command("changes <old> [new]", "what differs between two versions, and which answers flip").action(
    async (old: string, next: string | undefined, options: TermsOptions) => {
      done(await (await import("./changes-terms.ts")).changesTerms(old, next, options, around));
    },
  );
}
