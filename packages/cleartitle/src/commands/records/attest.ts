import { statSync } from "node:fs";

import type { Json, NewRecord } from "@cleartitle/ledger/records";

import { parseFact } from "../../ask/parse-fact.ts";
import { CleartitleError } from "../../cleartitle-error.ts";
import { withoutKnown } from "../../records/find-same.ts";
import { hashFile } from "../../records/name-record.ts";
import type { ExitStatus, Surroundings } from "../../surroundings.ts";
import { Output } from "../../terminal/output.ts";
import { safeText } from "../../terminal/safe-text.ts";
import { openTerms } from "../open-terms.ts";
import type { OwnOptions } from "../own-folders.ts";
import { openWriter, type RecordsOptions } from "./records-options.ts";

export interface AttestOptions extends RecordsOptions, OwnOptions {
  readonly by: string;
  readonly role?: string;
  readonly statement?: string;
  /** Files that show it. */
  readonly evidence?: readonly string[];
}

/** `cleartitle attest FACT=VALUE… --by NAME [FILE]`: a named person vouches for facts, of a file or in general. */
export async function attest(
  words: readonly string[],
  options: AttestOptions,
  around: Surroundings,
): Promise<ExitStatus> {
  const { corpus } = await openTerms(options, around);
  const facts = words.filter((word) => !isFile(word)).map((word) => parseFact(corpus.registry, word));
  const files = words.filter(isFile);
  if (facts.length === 0)
    throw new CleartitleError("usage", "Name what is vouched for, for example content.real-person=false.");
  const subjects = files.length === 0 ? [undefined] : await Promise.all(files.map(hashFile));
  const proofs = await Promise.all(
    (options.evidence ?? []).map(async (path) => ({
      path,
      sha256: await hashFile(path),
      bytes: statSync(path).size,
    })),
  );
  const records = subjects.flatMap((subject) => [
    ...proofs.map(({ path, sha256, bytes }): NewRecord => ({
      kind: "evidence-file",
      body: {
        file: { sha256, bytes },
        proves: facts.map(([name]) => name).join(", "),
        ...(subject === undefined ? {} : { about: subject }),
        fileName: path,
      },
    })),
    ...facts.map(([fact, value]): NewRecord => ({
      kind: "attestation",
      body: {
        ...(subject === undefined ? {} : { subject }),
        fact,
        value: value as Json,
        ...(options.role === undefined ? {} : { role: options.role }),
        ...(proofs.length === 0 ? {} : { evidence: proofs.map(({ sha256 }) => `sha256:${sha256}`) }),
        ...(options.statement === undefined ? {} : { statement: options.statement }),
        by: options.by,
      },
    })),
  ]);
  const writer = await openWriter(options, around);
  try {
    const fresh = await withoutKnown(await writer.read(), records);
    const written = await writer.write(fresh);
    const output = new Output(around.stdout);
    const shown = written.map(({ index, record }) => ({ record: index, id: record.id, kind: record.kind }));
    if (options.json === true) await output.write(`${JSON.stringify(shown, null, 2)}\n`);
    else if (written.length === 0) await output.write("All of this is on record already.\n");
    else
      await output.write(
        `${safeText(`Recorded as ${written.map(({ index }) => index).join(", ")}: ${options.by} vouches for ${facts.map(([name, value]) => `${name}=${String(value)}`).join(", ")}.`)}\n`,
      );
    return 0;
  } finally {
    await writer.close();
  }
}

/** `content.real-person=false` is a fact even where a file has that name. */
const isFile = (word: string): boolean => !/^[a-z][a-z0-9.-]*=/.test(word);
