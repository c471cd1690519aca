import type { Command } from "commander";

import type { ExitStatus, Surroundings } from "../../surroundings.ts";
import type { InitOptions } from "../init.ts";
import { addWritingCommands } from "./add-writing-commands.ts";
import type { CosignOptions } from "./cosign-ledger.ts";
import type { ExportOptions } from "./export.ts";
import type { LogOptions } from "./log.ts";
import type { ProveOptions } from "./prove.ts";
import type { RecordsOptions } from "./records-options.ts";
import type { RotateOptions } from "./rotate-key.ts";
import type { TimestampOptions } from "./timestamp-ledger.ts";
import type { VerifyLedgerOptions } from "./verify-ledger.ts";
import type { VerifyOptions } from "./verify.ts";
import type { WitnessOptions } from "./witness-ledger.ts";

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

  program.commandsGroup("Put on record:");
  addWritingCommands(program, { asking, writing }, around, done);
  program
    .command("init")
    .helpGroup("Answers:")
    .description("ask a few questions and write cleartitle.yaml: what you declare once for all images")
    .argument("[folder]", "the folder of the project (default: this one)")
    .option("--yes", "ask nothing: write the file with all questions as comments")
    .option("--corpus <folder>", terms, collect)
    .action(async (folder: string | undefined, options: InitOptions) => {
      done(await (await import("../init.ts")).init(folder, options, around));
    });
  program.commandsGroup("Find, prove, verify:");
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
    .option("--without-reason", "what denies names, such as content.artist-name=false, and gives no reason")
    .option("--last <number>", "only the last so many")
    .option("--lineage", "with --file: what it was made from and what was made of it, each with its records")
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
    .option("--force", "replace the file where there is one")
    .option("--for <use>", "the decision about this use, where there are several")
    .option("--show <field>", "a private field that the proof discloses, for example prompt", collect)
    .option("--corpus <folder>", terms, collect)
    .action(async (name: string, options: ProveOptions) => {
      done(await (await import("./prove.ts")).prove(name, options, around));
    });
  program
    .command("verify")
    .description("check a proof offline: what it proves, and what it does not")
    .argument("[bundle]", "a file that `prove` wrote")
    .option("--key <key>", "the public key that the owner of the ledger gave you", collect)
    .option("--file <image>", "the file that the record should be about")
    .option("--witness <key>", "the public key of a witness who must have seen the ledger", collect)
    .option(
      "--policy <file>",
      "ledgers and witnesses that you trust, and how many are enough (C2SP tlog-policy)",
    )
    .option("--tsa-roots <file>", "the root certificates that you trust for time stamps, as PEM")
    .option(
      "--page <file>",
      "write a page that checks proofs in any browser, offline (- for standard output)",
    )
    .option("--corpus <folder>", terms, collect)
    .option("--json", "as data, for programs")
    .action(async (path: string | undefined, options: VerifyOptions) => {
      done(await (await import("./verify.ts")).verify(path, options, around));
    });
  reading(program.command("export").description("write all records, private fields included"))
    .option("--format <format>", "json, csv (fit for a spreadsheet) or csv-raw (as it is)", "json")
    .option("-o, --output <file>", "where to (default: standard output)")
    .option("--no-private", "leave private fields closed")
    .action(async (options: ExportOptions) => {
      done(await (await import("./export.ts")).exportRecords(options, around));
    });

  const ledger = program
    .command("ledger")
    .description("care for the ledger: verify, checkpoint, timestamp, cosign, witness, rotate-key, rebuild");
  reading(ledger.command("verify").description("check every file, entry, record and private field"))
    .option("--head <file>", "a head that was signed earlier; what it covers must still be there", collect)
    .option(
      "--key <key>",
      "the public key that the owner of the ledger gave you; it is the known one from now on",
      collect,
    )
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
  reading(ledger.command("cosign").description("have witnesses confirm that the ledger only grows"))
    .option(
      "--witness <url>",
      "the address of a witness; it learns the size and hashes of the log, and no record",
    )
    .option("--key <key>", "its public key")
    .option("--policy <file>", "several witnesses, and how many are enough (C2SP tlog-policy)")
    .action(async (options: CosignOptions) => {
      done(await (await import("./cosign-ledger.ts")).cosignLedger(options, around));
    });
  ledger
    .command("witness")
    .description("be the witness of somebody's ledger: confirm that it only grows")
    .requiredOption("--log <key>", "the public key of a ledger to be witnessed", collect)
    .option("--folder <folder>", "what it has seen, and its signing key", "witness")
    .option("--name <name>", "what a new witness is called, like example.com/witness")
    .option("--host <host>", "where it listens", "127.0.0.1")
    .option("--port <port>", "where it listens; 0 takes any", "7380")
    .option("--json", "as data, for programs")
    .action(async (options: WitnessOptions) => {
      done(await (await import("./witness-ledger.ts")).witnessLedger(options, around));
    });
  writing(ledger.command("rotate-key").description("give the ledger a new signing key"))
    .option("--lost", "the old key is gone and cannot endorse the new one; the log says so for ever")
    .action(async (options: RotateOptions) => {
      done(await (await import("./rotate-key.ts")).rotateKey(options, around));
    });
  reading(ledger.command("rebuild").description("make the index anew from the log")).action(
    async (options: RecordsOptions) => {
      done(await (await import("./ledger-commands.ts")).rebuild(options, around));
    },
  );
}
