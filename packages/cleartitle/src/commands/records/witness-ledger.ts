import { resolve } from "node:path";

import { FolderStorage, LedgerError } from "@cleartitle/ledger";
import { formatVerifierKey } from "@cleartitle/ledger/verify";
import { openWitness, type Witness } from "@cleartitle/ledger/witness";

import { CleartitleError } from "../../cleartitle-error.ts";
import type { ExitStatus, Surroundings } from "../../surroundings.ts";
import { Output } from "../../terminal/output.ts";
import { safeText } from "../../terminal/safe-text.ts";
import { serveWitness, type Witnessed } from "../../witness/serve-witness.ts";

export interface WitnessOptions {
  /** Public keys of the logs. */
  readonly log: readonly string[];
  readonly folder: string;
  readonly name?: string;
  readonly host: string;
  readonly port: string;
  readonly json?: true;
}

/**
 * `cleartitle ledger witness --log KEY`: what a second party runs, so that the owner of a log cannot rewrite it unseen. It keeps the last head of each log,
 * cosigns what continues it, and refuses the rest. Runs until it is stopped.
 */
export async function witnessLedger(options: WitnessOptions, around: Surroundings): Promise<ExitStatus> {
  const port = Number(options.port);
  if (!/^[0-9]+$/.test(options.port) || port > 65_535)
    throw new CleartitleError("usage", `--port takes a number from 0 to 65535, not "${options.port}".`);
  const witness = await open(options, around);
  const output = new Output(around.stdout);
  const tell = (what: object, text: string): void => {
    const line = options.json === true ? JSON.stringify(what) : safeText(text);
    // Nobody may be reading any more; the witness has other things to do than to care.
    output.write(`${line}\n`).catch(() => {});
  };
  const told = (each: Witnessed): void => {
    const time = around.now().toISOString();
    const subject = each.origin === null ? "unreadable" : `${each.origin} ${each.size}`;
    tell({ time, ...each }, `${time}  ${each.status}  ${subject}  ${each.answer}`);
  };
  const served = await serveWitness(witness, { host: options.host, port, told }).catch(
    async (error: unknown) => {
      await witness.close();
      throw error;
    },
  );
  try {
    const key = formatVerifierKey(witness.key);
    const { name } = witness.key;
    tell({ name, key, url: served.url, logs: witness.origins }, `witness ${name} ${key} ${served.url}`);
    around.stderr.write(
      safeText(
        `Witnessing ${witness.origins.join(", ")} until Ctrl-C. The line that begins with "witness" is for the policy file of the ledger's owner, and of whoever checks proofs.`,
      ) + "\n",
    );
    await stopped(around.stop);
    return 0;
  } finally {
    await served.close();
  }
}

async function open(options: WitnessOptions, { now }: Surroundings): Promise<Witness> {
  const folder = resolve(options.folder);
  const named = options.name === undefined ? {} : { name: options.name };
  try {
    return await openWitness({ storage: new FolderStorage(folder), logs: options.log, now, ...named });
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    throw new CleartitleError("witness", `${folder}: ${error.message}. ${error.remedy}`, error);
  }
}

async function stopped(stop: AbortSignal): Promise<void> {
  if (stop.aborted) return;
  await new Promise((resolve) => stop.addEventListener("abort", resolve, { once: true }));
}
