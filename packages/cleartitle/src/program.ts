import { Argument, Command, CommanderError } from "commander";

import { addPublishingCommands } from "./commands/add-publishing-commands.ts";
import { check } from "./commands/check.ts";
import type { ExplainOptions } from "./commands/explain.ts";
import type { CheckOptions } from "./commands/check-options.ts";
import { inspectRaw } from "./commands/inspect-raw.ts";
import { inspect } from "./commands/inspect.ts";
import type { JudgeOptions } from "./commands/judge.ts";
import { outputFormats } from "./commands/output-format.ts";
import type { OwnOptions } from "./commands/own-folders.ts";
import { refuseTwoValues } from "./commands/refuse-two-values.ts";
import type { ScanFlags } from "./commands/scan-options.ts";
import { addRecordsCommands } from "./commands/records/add-records-commands.ts";
import { addTermsCommand } from "./commands/terms/terms-command.ts";
import { words, wordKinds, type WordKind } from "./commands/words.ts";
import type { ExitStatus, Surroundings } from "./surroundings.ts";
import { version } from "./version.ts";

const examples = `
Examples:
  cleartitle check picture.png --for merchandise
  cleartitle check folder --for stock-licensing --market adobe-stock --json
  cleartitle check folder --for merchandise --html clearance.html
  cleartitle check picture.png --service midjourney --plan pro --made 2025-07-01 --fact holder.kind=individual
  cleartitle explain picture.png --for stock-licensing --market adobe-stock
  cleartitle inspect picture.png
  cleartitle judge < questions.ndjson
  cleartitle record picture.png --for merchandise && cleartitle prove picture.png
  cleartitle verify picture.png.proof.json

Exit status: 0 every answer is a yes, 1 some is not, 2 the command could not do its work.
Information with sources and dates, not legal advice.
`;

/** Parses the command line and runs what it asks for. Usage errors end with status 2, help with 0. */
export async function runProgram(args: readonly string[], around: Surroundings): Promise<ExitStatus> {
  let status: ExitStatus = 0;
  const program = new Command("cleartitle")
    .description(
      "Tells whether you may sell, publish or deliver an AI-made image, why, and what to do first.",
    )
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", examples)
    .showHelpAfterError("Run with --help to see what it takes.")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void around.stdout.write(text),
      writeErr: (text) => void around.stderr.write(text.replace(/^error: /, "cleartitle: ")),
      getOutHelpWidth: () => Math.min(around.stdout.columns ?? 80, 100),
    });
  const collect = (value: string, all: readonly string[] = []): readonly string[] => [...all, value];

  const trustAnchors =
    "certificates (PEM) of issuers of Content Credentials that you trust besides the known ones";

  /** The options that say what is asked; `check` and `explain` share them. */
  const asking = (command: Command): Command =>
    command
      .option(
        "--for <use>",
        "what you want to do, for example stock-licensing (default: commercial use as a whole)",
      )
      .option("--market <market>", "where it goes, for example adobe-stock")
      .option(
        "--fact <name=value>",
        "something that is so; may be given again and again, and use.territory takes a list (de,fr) or world",
        collect,
      )
      .option("--on <date>", "the day of the use (default: today)")
      .option("--made <date>", "the day, month or year of making, where the file does not say")
      .option(
        "--service <service>",
        "the service that made it, where the file does not say or you know better",
      )
      .option("--gateway <gateway>", "the gateway or hub that ran the model")
      .option("--plan <plan>", "the plan of the account that made it")
      .option("--model <model>", "the model that made it")
      .option("--no-declarations", "leave out what cleartitle.yaml declares")
      .option("--trust-anchors <file>", trustAnchors, collect);

  /** The options that say which ledger's records count. */
  const withRecords = (command: Command): Command =>
    command
      .option(
        "--ledger <folder>",
        "the ledger with what people vouch for (default: .cleartitle/ledger of the project, or CLEARTITLE_LEDGER)",
      )
      .option("--no-ledger", "leave out what people vouch for on record");

  program.commandsGroup("Answers:");
  withRecords(
    asking(
      program
        .command("check")
        .description("answer for image files and folders of them")
        .argument("<path...>", "image files, or folders that hold some"),
    ),
  )
    .option("--details", "everything about every file, also where there are many")
    .option("--html <file>", "a page for clients, with small pictures as they are (their metadata included)")
    .option("--format <format>", `how the answers are printed: ${outputFormats.join(", ")}`)
    .option("--json", "an array with one element a file, for programs")
    .option("--jsonl", "one element a line, for programs that read along")
    .option("--cache <file>", "keep what was read in this file, and read only what changed the next time")
    .option(
      "--since <date>",
      "pass over files that were not changed since that day; status 2 where none is left",
    )
    .action(async (paths: string[], options: CheckOptions) => {
      status = await check(paths, options, around);
    });
  withRecords(
    asking(
      program
        .command("explain")
        .description("tell the whole story of one answer: every link, every rule, and what is not known")
        .argument("[file]", "an image file, or - for a question as JSON from standard input"),
    ),
  )
    .option("--question <file>", "the question as JSON in a file, in place of the other options")
    .option("--json", "the story as data, for programs")
    .action(async (path: string | undefined, options: ExplainOptions) => {
      const { explain } = await import("./commands/explain.ts");
      status = await explain(path, options, around);
    });
  program
    .command("inspect")
    .description("say what image files say about how they were made")
    .argument("<path...>", "image files, or folders that hold some")
    .option("--raw", "every text and block of metadata as it lies in the file, understood or not")
    .option("--json", "an array with one element a file, for programs")
    .option("--jsonl", "one element a line, for programs that read along")
    .option("--cache <file>", "keep what was read in this file, and read only what changed the next time")
    .option(
      "--since <date>",
      "pass over files that were not changed since that day; status 2 where none is left",
    )
    .option("--trust-anchors <file>", trustAnchors, collect)
    .action(async (paths: string[], options: OwnOptions & ScanFlags & { raw?: true }) => {
      status = await (options.raw === true ? inspectRaw : inspect)(paths, options, around);
    });
  program
    .command("judge")
    .description("answer questions from standard input, one JSON object a line")
    .option(
      "--changed <old corpus>",
      "only answers that differ from those of an older corpus: a folder, or its compiled JSON",
    )
    .option("--no-declarations", "leave out what cleartitle.yaml declares")
    .action(async (options: JudgeOptions) => {
      // The schema of questions takes longer to load than all else, and only this command needs it.
      const { judge } = await import("./commands/judge.ts");
      status = await judge(options, around);
    });
  program
    .command("words")
    .description("list the words that questions may use")
    .addArgument(new Argument("<kind>", "which words").choices(wordKinds))
    .action(async (kind: WordKind, options: OwnOptions) => {
      status = await words(kind, options, around);
    });

  for (const command of program.commands)
    command.option("--corpus <folder>", "a folder of your own terms, laid over the public ones", collect);
  addRecordsCommands(program, asking, around, (done) => {
    status = done;
  });
  program.commandsGroup("Before publishing:");
  addPublishingCommands(program, asking, around, (done) => {
    status = done;
  });
  program.commandsGroup("Terms:");
  addTermsCommand(program, around, (done) => {
    status = done;
  });
  refuseTwoValues(program);

  if (args.length === 0) {
    program.outputHelp({ error: true });
    return 2;
  }
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2;
  }
  return status;
}
