import { evidenceKinds } from "@cleartitle/ledger/records";
import type { Command } from "commander";

import type { ExitStatus, Surroundings } from "../../surroundings.ts";
import type { AttachOptions } from "./attach.ts";
import type { AttestOptions } from "./attest.ts";
import type { EditOptions } from "./edit.ts";
import type { EraseOptions } from "./erase.ts";
import type { NoteOptions } from "./note.ts";
import type { PublishOptions } from "./publish.ts";
import type { RecordOptions } from "./record.ts";
import type { RecordsOptions } from "./records-options.ts";

/** Add options to a command: those that say what is asked, and those of whatever writes records. */
interface Adding {
  readonly asking: (command: Command) => Command;
  readonly writing: (command: Command) => Command;
}

const terms = "a folder of your own terms, laid over the public ones";
const besideIt = "kept beside the ledger, where it can be erased";

/** The commands that write records. */
export function addWritingCommands(
  program: Command,
  { asking, writing }: Adding,
  around: Surroundings,
  done: (status: ExitStatus) => void,
): void {
  const collect = (value: string, all: readonly string[] = []): readonly string[] => [...all, value];

  writing(asking(program.command("record").description("check image files and put each answer on record")))
    .argument("<path...>", "image files, or folders that hold some")
    .option("--by <name>", "who asks; kept beside the ledger, where it can be erased")
    .option("--note <text>", "why; kept beside the ledger, where it can be erased")
    .option("--generation <id>", "the generation that made the image")
    .option("--corpus <folder>", terms, collect)
    .action(async (paths: string[], options: RecordOptions) => {
      done(await (await import("./record.ts")).record(paths, options, around));
    });
  writing(
    program
      .command("publish")
      .description("put on record that images were published, delivered or submitted; it publishes nothing"),
  )
    .argument("<file...>", "image files")
    .requiredOption("--where <place>", "a market on record, or the place in words; it stays in the ledger")
    .option("--for <use>", "what it was published for (default: as `record` has it)")
    .option("--url <url>", "where it can be seen")
    .option("--on <date>", "the day, where it was not just now")
    .option("--to <client>", `who got it; ${besideIt}`)
    .option("--attribution <text>", "the line that stands with the picture")
    .option("--met <duty>", "a duty that was met in publishing; may be given again and again", collect)
    .option("--by <name>", `who published it; ${besideIt}`)
    .option("--no-declarations", "leave out what cleartitle.yaml declares")
    .option("--corpus <folder>", terms, collect)
    .addHelpText(
      "after",
      `
This writes records and nothing else: it sends no image anywhere. What has
happened is recorded, whatever was decided about it.

Exit status: 0 the newest decision on record about the file for this use and
place is a yes, and what it asks for before and with the use is met; 1 it is
not, or there is none; 2 the command could not do its work, or not for all
files.
`,
    )
    .action(async (paths: string[], options: PublishOptions) => {
      done(await (await import("./publish.ts")).publish(paths, options, around));
    });
  writing(program.command("edit").description("put on record that a person changed an image"))
    .argument("<before>", "the image file that it was, or its SHA-256 where it is gone")
    .argument("<after>", "the image file that it became")
    .requiredOption("--tool <tool>", "the program; it stays in the ledger")
    .requiredOption("--what <text>", `what was changed and why; ${besideIt}`)
    .option("--by <name>", `who changed it; ${besideIt}`)
    .addHelpText(
      "after",
      `
Human authorship rests on what people did: record each edit when it is made.
Marks of origin that were in the file before and are not in it after are named.
`,
    )
    .action(async (before: string, after: string, options: EditOptions) => {
      done(await (await import("./edit.ts")).edit(before, after, options, around));
    });
  writing(program.command("attach").description("put files that prove something on record, by their hashes"))
    .argument("<file...>", "receipts, releases, sketches, prompt histories and the like")
    .requiredOption("--about <file|record>", "a file, its SHA-256, or the number or id of a record")
    .requiredOption("--proves <text>", "what they show; it stays in the ledger, so name no person")
    .requiredOption("--kind <kind>", evidenceKinds.join(", "))
    .addHelpText(
      "after",
      `
The files stay where they are, and only they prove anything: keep them. The
ledger holds hash, size, kind and what they show; their names are ${besideIt}.
`,
    )
    .action(async (paths: string[], options: AttachOptions) => {
      done(await (await import("./attach.ts")).attach(paths, options, around));
    });
  writing(program.command("attest").description("put on record that a named person vouches for facts"))
    .argument("[fact=value...]", "what is so; a file among them is what it is about")
    .requiredOption("--by <name>", "who vouches; kept beside the ledger, where it can be erased")
    .option("--role <role>", "as what, for example photographer")
    .option("--statement <text>", "in their own words")
    .option("--because <text>", "why, against the words of exactly one file: see below")
    .option("--evidence <file>", "a file that shows it; its hash is recorded", collect)
    .option("--for <use>", "the use that a duty was done for, with met.DUTY=true")
    .option("--market <market>", "the market that it was done for")
    .option("--withdraw <record>", "take back what a record vouches for: its number or id")
    .option("--corpus <folder>", terms, collect)
    .addHelpText(
      "after",
      `
A name in the prompt, title, description or keywords of a file is a fact of the
file. Where it means something else, one person says so for one file, with the
reason:

  cleartitle attest content.artist-name=false picture.png --by "Ada Example" \\
    --because "Rutkowski is the name of the village"

Later answers about this file then say who overruled the words, and why. Both
are kept beside the ledger; once one of them is erased, the words count again.
`,
    )
    .action(async (words: string[], options: AttestOptions) => {
      done(await (await import("./attest.ts")).attest(words, options, around));
    });
  writing(program.command("note").description("put on record why something was done"))
    .argument("<about>", "a file, or the number or id of a record")
    .argument("<text>", "kept beside the ledger, where it can be erased")
    .option("--by <name>", "who says it")
    .action(async (about: string, text: string, options: NoteOptions) => {
      done(await (await import("./note.ts")).note(about, text, options, around));
    });
  writing(program.command("erase").description("erase private fields of a record; proofs of it still hold"))
    .argument("<record>", "the number or id of a record")
    .argument("<field...>", "for example prompt; or all")
    .option("--reason <text>", "why")
    .action(async (name: string, fields: string[], options: EraseOptions) => {
      done(await (await import("./erase.ts")).erase(name, fields, options, around));
    });
  writing(
    program
      .command("import")
      .description("put on record what is on record elsewhere, marked as recorded later"),
  )
    .argument("<file>", "an export, or generations as JSON")
    .action(async (path: string, options: RecordsOptions) => {
      done(await (await import("./import.ts")).importRecords(path, options, around));
    });
}
