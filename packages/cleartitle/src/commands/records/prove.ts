import { existsSync } from "node:fs";

import type { CatalogRecord } from "@cleartitle/catalog";
import { isOfKind } from "@cleartitle/ledger/records";
import { formatVerifierKey, readKeyChain } from "@cleartitle/ledger/verify";

import { CleartitleError } from "../../cleartitle-error.ts";
import { writeNewFile } from "../../files/write-new-file.ts";
import { findNamed } from "../../records/name-record.ts";
import { proveRecord } from "../../records/prove-record.ts";
import type { ExitStatus, Surroundings } from "../../surroundings.ts";
import { Output } from "../../terminal/output.ts";
import { safeText } from "../../terminal/safe-text.ts";
import { openTerms } from "../open-terms.ts";
import type { OwnOptions } from "../own-folders.ts";
import { openRecords, type RecordsOptions } from "./records-options.ts";

export interface ProveOptions extends RecordsOptions, OwnOptions {
  readonly output?: string;
  /** Replaces the file where there is one. */
  readonly force?: true;
  readonly for?: string;
  readonly show?: readonly string[];
}

/** `cleartitle prove FILE`: writes a bundle that proves the newest decision about a file, or any record named, to anyone offline. */
export async function prove(name: string, options: ProveOptions, around: Surroundings): Promise<ExitStatus> {
  const records = await openRecords(options, around);
  try {
    const chosen = choose(await findNamed(records, name), name, options.for);
    const cleartitle = await openTerms(options, around);
    const bundle = await proveRecord(records, chosen, cleartitle.corpus, options.show ?? []);
    if (options.output === "-") {
      await new Output(around.stdout).write(bundle);
      return 0;
    }
    const path = options.output ?? `${existsSync(name) ? name : `record-${chosen.position}`}.proof.json`;
    await writeNewFile(path, bundle, { force: options.force === true });
    const { keys } = await readKeyChain(records.keyNotes);
    const key = formatVerifierKey(keys.at(-1)!.key);
    around.stderr.write(
      safeText(
        `The proof of record ${chosen.position} is in ${path}. Give it to whoever is to check it, and the ledger's public key by another way: ${key}`,
      ) + "\n",
    );
    around.stderr.write(safeText(`It is checked offline: cleartitle verify ${path} --key KEY`) + "\n");
    return 0;
  } finally {
    await records.close();
  }
}

/** The newest decision, else the newest record of another kind. */
function choose(found: readonly CatalogRecord[], name: string, use: string | undefined): CatalogRecord {
  const fitting =
    use === undefined
      ? found
      : found.filter(({ record }) => isOfKind(record, "decision") && record.body.use === use);
  const chosen = fitting.find(({ record }) => record.kind === "decision") ?? fitting[0];
  if (chosen !== undefined) return chosen;
  throw new CleartitleError(
    "no-record",
    `No decision about ${name} is for ${use}; \`cleartitle log --file ${name}\` lists what there is.`,
  );
}
