import { statSync } from "node:fs";

import type { FactValue } from "@cleartitle/corpus";
import type { NewRecord } from "@cleartitle/ledger/records";

import { findUse } from "../../ask/find-use.ts";
import { parseFact } from "../../ask/parse-fact.ts";
import { requireParty } from "../../ask/require-party.ts";
import { isPersonalFact } from "../../attested/personal-fact.ts";
import { CleartitleError } from "../../cleartitle-error.ts";
import { namesFact } from "../../content/names-fact.ts";
import { refuseAgainstWords } from "../../records/against-words.ts";
import { attestable, type Occasion } from "../../records/attestable.ts";
import { besideStanding } from "../../records/beside-standing.ts";
import { evidenceName } from "../../records/evidence-name.ts";
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
  /** Why it is so although the words of the file say otherwise. */
  readonly because?: string;
  /** Files that show it. */
  readonly evidence?: readonly string[];
  /** The use and the market that a duty was done for. */
  readonly for?: string;
  readonly market?: string;
  /** A record whose word is taken back. */
  readonly withdraw?: string;
}

/** `cleartitle attest FACT=VALUE… --by NAME [FILE]`: a named person vouches for facts, of a file or in general; `--withdraw RECORD` takes it back. */
export async function attest(
  words: readonly string[],
  options: AttestOptions,
  around: Surroundings,
): Promise<ExitStatus> {
  if (options.by.trim() === "") throw new CleartitleError("usage", "--by takes the name of a person.");
  if (options.withdraw !== undefined) {
    const { withdraw } = await import("./withdraw.ts");
    return withdraw(words, { ...options, withdraw: options.withdraw }, around);
  }
  const cleartitle = await openTerms(options, around);
  const { corpus } = cleartitle;
  const isFact = (word: string): boolean => !isFile(word);
  const files = words.filter(isFile);
  const occasion: Occasion = {
    files: files.length,
    use: options.for === undefined ? null : findUse(corpus, options.for),
    market: options.market === undefined ? null : requireParty(corpus, "market", options.market).id,
  };
  const facts = words
    .filter(isFact)
    .map((word) => attestable(corpus.registry, parseFact(corpus.registry, word), occasion));
  if (facts.length === 0)
    throw new CleartitleError("usage", "Name what is vouched for, for example content.real-person=false.");
  if (occasion.use !== null && facts.every(({ reach }) => reach !== "use"))
    throw new CleartitleError(
      "usage",
      "--for and --market go with a duty that was done, for example met.market.ai-checkbox=true; facts hold for every use.",
    );
  refuseTwice(facts);
  const { because } = options;
  await refuseAgainstWords(cleartitle, { facts, files, because });
  const subjects = files.length === 0 ? [undefined] : await Promise.all(files.map(hashFile));
  const proofs = await Promise.all(
    (options.evidence ?? []).map(async (path) => ({
      path,
      sha256: await hashFile(path),
      bytes: statSync(path).size,
    })),
  );
  const shown = subjects.flatMap((subject) =>
    proofs.map(({ path, sha256, bytes }): NewRecord<"evidence-file"> => ({
      kind: "evidence-file",
      body: {
        file: { sha256, bytes },
        proves: facts.map(({ fact }) => fact).join(", "),
        ...(subject === undefined ? {} : { about: subject }),
        fileName: evidenceName(path),
      },
    })),
  );
  const said = subjects.flatMap((subject) =>
    facts.map(({ fact, value, reach }): NewRecord<"attestation"> => ({
      kind: "attestation",
      body: {
        ...(subject === undefined ? {} : { subject }),
        fact,
        ...(isPersonalFact(fact) ? { privateValue: value } : { value: value }),
        ...(reach === "use" && occasion.use !== null ? { use: occasion.use } : {}),
        ...(reach === "use" && occasion.market !== null ? { market: occasion.market } : {}),
        ...(options.role === undefined ? {} : { role: options.role }),
        ...(proofs.length === 0 ? {} : { evidence: proofs.map(({ sha256 }) => `sha256:${sha256}`) }),
        ...(options.statement === undefined ? {} : { statement: options.statement }),
        ...(because === undefined || !namesFact(fact) ? {} : { because: because.trim() }),
        by: options.by,
      },
    })),
  );
  const writer = await openWriter(options, around);
  try {
    const known = await writer.read();
    const { fresh, contradicted } = await besideStanding(corpus.registry, known, said);
    const written = await writer.write([...(await withoutKnown(known, shown)), ...fresh]);
    const output = new Output(around.stdout);
    const records = written.map(({ index, record }) => ({ record: index, id: record.id, kind: record.kind }));
    if (options.json === true) await output.write(`${JSON.stringify(records, null, 2)}\n`);
    else if (written.length === 0) await output.write("All of this is on record already.\n");
    else
      await output.write(
        `${safeText(`Recorded as ${written.map(({ index }) => index).join(", ")}: ${options.by} vouches for ${facts.map(({ fact, value }) => `${fact}=${String(value)}`).join(", ")}.`)}\n`,
      );
    for (const { fact, record } of contradicted)
      around.stderr.write(
        `Record ${record} says otherwise about ${fact}, so neither counts until one of them is taken back: cleartitle attest --withdraw RECORD --by NAME\n`,
      );
    return 0;
  } finally {
    await writer.close();
  }
}

/** One fact with two values in one breath is a slip. */
function refuseTwice(facts: readonly { readonly fact: string; readonly value: FactValue }[]): void {
  const values = new Map<string, FactValue>();
  for (const { fact, value } of facts) {
    const before = values.get(fact);
    if (before !== undefined && before !== value)
      throw new CleartitleError(
        "usage",
        `${fact} is given as ${String(before)} and as ${String(value)}; give it once.`,
      );
    values.set(fact, value);
  }
}

/** `content.real-person=false` is a fact even where a file has that name. */
const isFile = (word: string): boolean => !/^[a-z][a-z0-9.-]*=/.test(word);
