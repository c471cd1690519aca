import { existsSync } from "node:fs";
import { join } from "node:path";

import type { NoteSignature, PolicyParty, TrustPolicy } from "@cleartitle/ledger/verify";

import { CleartitleError } from "../../cleartitle-error.ts";
import { explainLedgerError } from "../../records/explain-ledger-error.ts";
import type { LedgerPlace } from "../../records/ledger-place.ts";
import { openLog } from "../../records/open-log.ts";
import type { ExitStatus, Surroundings } from "../../surroundings.ts";
import { Output } from "../../terminal/output.ts";
import { safeText } from "../../terminal/safe-text.ts";
import { readPolicy, readWitnessKeys } from "../../witness/read-policy.ts";
import { submitHead } from "../../witness/submit-head.ts";
import { seenTime } from "../../verify/seen-time.ts";
import { keepWitnessed, readWitnessed, sizeSeenBy } from "../../witness/witnessed-heads.ts";
import { placeOf, tellRemark, type RecordsOptions } from "./records-options.ts";

export interface CosignOptions extends RecordsOptions {
  /** The address of one witness, with its public key. */
  readonly witness?: string;
  readonly key?: string;
  /** A file in the format of C2SP tlog-policy. */
  readonly policy?: string;
}

/** The policy that is used where none is named. */
const ownPolicy = "witnesses.policy";

interface Outcome {
  readonly witness: string;
  readonly time: string | null;
  readonly problem: string | null;
}

/**
 * `cleartitle ledger cosign`: has witnesses cosign the newest signed head. Proofs of everything up to there carry the cosignatures. Status 2 where they
 * are not enough for the policy, or no witness could be asked.
 */
export async function cosignLedger(options: CosignOptions, around: Surroundings): Promise<ExitStatus> {
  const place = placeOf(options, around);
  const policy = await policyOf(options, place);
  const { reader, remark } = await openLog(place).catch((error: unknown) => {
    throw explainLedgerError(place, error);
  });
  tellRemark(remark, around);
  const heads = await readWitnessed(place);
  const outcomes: Outcome[] = [];
  const cosigned: PolicyParty[] = [];
  const signatures: NoteSignature[] = [];
  for (const witness of policy.witnesses) {
    try {
      const given = await submitHead(witness, reader, sizeSeenBy(heads, witness.key));
      signatures.push(given.signature);
      cosigned.push(witness);
      outcomes.push({ witness: witness.name, time: seenTime(given.time), problem: null });
    } catch (error) {
      if (!(error instanceof CleartitleError)) throw error;
      outcomes.push({ witness: witness.name, time: null, problem: error.message });
    }
  }
  if (signatures.length > 0) await keepWitnessed(place, reader.signedHead, signatures);
  const enough = signatures.length > 0 && policy.isQuorum(cosigned.map(({ key }) => key));
  const { origin, size } = reader.head;
  const output = new Output(around.stdout);
  if (options.json === true)
    await output.write(`${JSON.stringify({ origin, size, enough, witnesses: outcomes }, null, 2)}\n`);
  else
    for (const { witness, time, problem } of outcomes)
      if (problem === null)
        await output.write(
          `${safeText(`${witness} saw the head over ${size} entries at ${time}, and that it continues what it had seen.`)}\n`,
        );
  for (const { problem } of outcomes) if (problem !== null) around.stderr.write(`${safeText(problem)}\n`);
  if (!enough)
    around.stderr.write(
      signatures.length === 0
        ? "No witness cosigned.\n"
        : "Those who cosigned are not enough for the policy; what they gave is kept.\n",
    );
  return enough ? 0 : 2;
}

async function policyOf({ witness, key, policy }: CosignOptions, place: LedgerPlace): Promise<TrustPolicy> {
  if (witness !== undefined || key !== undefined) {
    if (witness === undefined || key === undefined || policy !== undefined)
      throw new CleartitleError(
        "usage",
        "Name a witness with its address and its public key (--witness URL --key KEY), or several in a file (--policy FILE).",
      );
    const trust = await readWitnessKeys("--key", [key]);
    return { ...trust, witnesses: trust.witnesses.map((party) => ({ ...party, url: witness })) };
  }
  const own = join(place.folder, ownPolicy);
  const path = policy ?? (existsSync(own) ? own : null);
  if (path === null)
    throw new CleartitleError(
      "usage",
      `Name a witness with --witness URL --key KEY, or several with --policy FILE (default: ${own}). A second party runs one with \`cleartitle ledger witness\`.`,
    );
  const trust = await readPolicy(path);
  if (trust.witnesses.length === 0)
    throw new CleartitleError("usage", `${path} names no witness that could be asked.`);
  return trust;
}
