import type { Command } from "commander";

import type { ExitStatus, Surroundings } from "../../surroundings.ts";
import type { InitOptions } from "../init.ts";
import type { AttestOptions } from "./attest.ts";
import type { EraseOptions } from "./erase.ts";
import type { ExportOptions } from "./export.ts";
import type { LogOptions } from "./log.ts";
import type { NoteOptions } from "./note.ts";
import type { ProveOptions } from "./prove.ts";
import type { RecordOptions } from "./record.ts";
import type { RecordsOptions } from "./records-options.ts";
import type { TimestampOptions } from "./timestamp-ledger.ts";
import type { VerifyLedgerOptions } from "./verify-ledger.ts";
import type { VerifyOptions } from "./verify.ts";

/** Adds the options that say what is asked, as `check` has them. */
type Asking = (command: Command) => Command;

const terms = "a folder of your own terms, laid over the public ones";

/** The commands with records: what was decided and declared, in a tamper-evident ledger, with proofs that anyone can check. */
export function addRecordsCommands(
  program: Command,
  asking: Asking,
  around: Surroundings,
  done: (status: ExitStatus) => void,
): void {
  const collect = (value: string, all: readonly string[] = []): readonly string[] => [...all, value];
  const reading = (command: Command): Command =>
    command
      .option(
        "--ledger <folder>",
        "the ledger (default: .cleartitle/ledger of the project, or CLEARTITLE_LEDGER)",
      )
      .option("--json", "as data, for programs");
  const writing = (command: Command): Command =>
    reading(command).option(
      "--clock-is-right",
      "write although the clock stands before the last record; the records will say so",
    );

  writing(asking(program.command("record").description("check image files and put each answer on record")))
    .argument("<path...>", "image files, or folders that hold some")
    .option("--by <name>", "who asks; kept beside the ledger, where it can be erased")
    .option("--note <text>", "why; kept beside the ledger, where it can be erased")
    .option("--generation <id>", "the generation that made the image")
    .option("--corpus <folder>", terms, collect)
    .action(async (paths: string[], options: RecordOptions) => {
      done(await (await import("./record.ts")).record(paths, options, around));
    });
  program
    .command("init")
    .description("ask a few questions and write cleartitle.yaml: what you declare once for all images")
    .argument("[folder]", "the folder of the project (default: this one)")
    .option("--yes", "ask nothing: write the file with all questions as comments")
    .option("--corpus <folder>", terms, collect)
    .action(async (folder: string | undefined, options: InitOptions) => {
      done(await (await import("../init.ts")).init(folder, options, around));
    });
  reading(program.command("log").description("list what is on record"))
    .option("--party <party>", "decisions and generations with this party in the chain")
    .option("--verdict <verdict>", "decisions with this answer")
    .option("--use <use>", "about this use")
    .option("--market <market>", "about this market")
    .option("--kind <kind>", "only this kind of record, for example decision")
    .option("--since <date>", "recorded on this day or later")
    .option("--until <date>", "recorded on this day or earlier")
    .option("--file <file>", "about this file, or this SHA-256")
    .option("--open [duty]", "decisions with something left to do, or with this duty open")
    .option("--last <number>", "only the last so many")
    .action(async (options: LogOptions) => {
      done(await (await import("./log.ts")).log(options, around));
    });
  reading(
    program.command("find").description("find the records about an image, or about one that looks like it"),
  )
    .argument("<image>", "an image file")
    .action(async (path: string, options: RecordsOptions) => {
      done(await (await import("./find.ts")).find(path, options, around));
    });
  reading(program.command("prove").description("write a proof of a record that anyone can check offline"))
    .argument("<file>", "a file, its SHA-256, or the number or id of a record")
    .option("-o, --output <bundle>", "where to write it (default: FILE.proof.json; - for standard output)")
    .option("--for <use>", "the decision about this use, where there are several")
    .option("--show <field>", "a private field that the proof discloses, for example prompt", collect)
    .option("--corpus <folder>", terms, collect)
    .action(async (name: string, options: ProveOptions) => {
      done(await (await import("./prove.ts")).prove(name, options, around));
    });
  program
    .command("verify")
    .description("check a proof offline: what it proves, and what it does not")
    .argument("<bundle>", "a file that `prove` wrote")
    .option("--key <key>", "the public key that the owner of the ledger gave you", collect)
    .option("--file <image>", "the file that the record should be about")
    .option("--tsa-roots <file>", "the root certificates that you trust for time stamps, as PEM")
    .option("--corpus <folder>", terms, collect)
    .option("--json", "as data, for programs")
    .action(async (path: string, options: VerifyOptions) => {
      done(await (await import("./verify.ts")).verify(path, options, around));
    });
  writing(program.command("attest").description("put on record that a named person vouches for facts"))
    .argument("[fact=value...]", "what is so; a file among them is what it is about")
    .requiredOption("--by <name>", "who vouches; kept beside the ledger, where it can be erased")
    .option("--role <role>", "as what, for example photographer")
    .option("--statement <text>", "in their own words")
    .option("--evidence <file>", "a file that shows it; its hash is recorded", collect)
    .option("--for <use>", "the use that a duty was done for, with met.DUTY=true")
    .option("--market <market>", "the market that it was done for")
    .option("--withdraw <record>", "take back what a record vouches for: its number or id")
    .option("--corpus <folder>", terms, collect)
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
  reading(program.command("export").description("write all records, private fields included"))
    .option("--format <format>", "json or csv", "json")
    .option("-o, --output <file>", "where to (default: standard output)")
    .option("--no-private", "leave private fields closed")
    .action(async (options: ExportOptions) => {
      done(await (await import("./export.ts")).exportRecords(options, around));
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

  const ledger = program
    .command("ledger")
    .description("care for the ledger: verify, checkpoint, timestamp, rebuild");
  reading(ledger.command("verify").description("check every file, entry, record and private field"))
    .option("--head <file>", "a head that was signed earlier; what it covers must still be there", collect)
    .option("--key <key>", "the public key that the owner of the ledger gave you", collect)
    .action(async (options: VerifyLedgerOptions) => {
      done(await (await import("./verify-ledger.ts")).verifyLedger(options, around));
    });
  writing(ledger.command("checkpoint").description("print the signed head, to be given to others")).action(
    async (options: RecordsOptions) => {
      done(await (await import("./ledger-commands.ts")).checkpoint(options, around));
    },
  );
  reading(ledger.command("timestamp").description("have an outside clock vouch for the newest signed head"))
    .requiredOption(
      "--tsa <url>",
      "the address of a time stamp authority (RFC 3161); it learns a digest only",
    )
    .option("--tsa-roots <file>", "the root certificates that you trust for it, as PEM")
    .action(async (options: TimestampOptions) => {
      done(await (await import("./timestamp-ledger.ts")).timestampLedger(options, around));
    });
  reading(ledger.command("rebuild").description("make the index anew from the log")).action(
    async (options: RecordsOptions) => {
      done(await (await import("./ledger-commands.ts")).rebuild(options, around));
    },
  );
}
