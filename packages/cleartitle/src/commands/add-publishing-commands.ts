import type { Command } from "commander";

import { attributionFormats } from "../attribution/write-attribution.ts";
import type { ExitStatus, Surroundings } from "../surroundings.ts";
import type { AttributionOptions } from "./attribution.ts";
import type { ReviewOptions } from "./review.ts";

/** Adds the options that say what is asked, as `check` has them. */
type Asking = (command: Command) => Command;

/** The commands of the last steps before an image goes out: the line under it, and the list to go through. */
export function addPublishingCommands(
  program: Command,
  asking: Asking,
  around: Surroundings,
  done: (status: ExitStatus) => void,
): void {
  const collect = (value: string, all: readonly string[] = []): readonly string[] => [...all, value];

  asking(
    program
      .command("attribution")
      .description(
        "the line that says how an image was made, ready to paste, and whether anybody asks for it",
      )
      .argument("<file>", "an image file"),
  )
    .option("--format <format>", `how it is written: ${attributionFormats.join(", ")} (default: text)`)
    .option("--alt <text>", "what the picture shows, for html and markdown")
    .option("--src <address>", "the address of the picture, for html and markdown (default: its file name)")
    .option(
      "--ledger <folder>",
      "the ledger with what people vouch for (default: .cleartitle/ledger of the project, or CLEARTITLE_LEDGER)",
    )
    .option("--no-ledger", "leave out what people vouch for on record")
    .option("--json", "everything as data, for programs")
    .option("--corpus <folder>", "a folder of your own terms, laid over the public ones", collect)
    .action(async (file: string, options: AttributionOptions) => {
      done(await (await import("./attribution.ts")).attribution(file, options, around));
    });

  asking(
    program
      .command("review")
      .description("the list to go through before publishing, closed by evidence or by a named person")
      .argument("<file>", "an image file"),
  )
    .option("--by <name>", "who reviews; on record it is kept beside the ledger, where it can be erased")
    .option(
      "--confirm <point>",
      "a point for which that person vouches; may be given again and again",
      collect,
    )
    .option("--record", "put the decision and the review on record, cleared or not")
    .option(
      "--ledger <folder>",
      "the ledger (default: .cleartitle/ledger of the project, or CLEARTITLE_LEDGER)",
    )
    .option("--no-ledger", "leave out what people vouch for on record; not with --record")
    .option(
      "--clock-is-right",
      "write although the clock stands before the last record; the records will say so",
    )
    .option("--json", "as data, for programs")
    .option("--corpus <folder>", "a folder of your own terms, laid over the public ones", collect)
    .addHelpText(
      "after",
      "\nExit status: 0 cleared, 1 a mandatory point is open, 2 the command could not do its work.\n",
    )
    .action(async (file: string, options: ReviewOptions) => {
      done(await (await import("./review.ts")).review(file, options, around));
    });
}
