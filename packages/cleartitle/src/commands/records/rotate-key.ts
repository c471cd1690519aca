import { formatVerifierKey } from "@cleartitle/ledger/verify";

import { explainLedgerError } from "../../records/explain-ledger-error.ts";
import { replaceKeyOf } from "../../records/open-log.ts";
import type { ExitStatus, Surroundings } from "../../surroundings.ts";
import { Output } from "../../terminal/output.ts";
import { openWriter, placeOf, type RecordsOptions } from "./records-options.ts";

export interface RotateOptions extends RecordsOptions {
  /** The old key is gone, so it cannot endorse the new one. */
  readonly lost?: true;
}

/**
 * `cleartitle ledger rotate-key`: a new signing key, endorsed by the old one; with `--lost` one that replaces a key that is gone, which the log says for
 * ever. Proofs made before still verify.
 */
export async function rotateKey(options: RotateOptions, around: Surroundings): Promise<ExitStatus> {
  const place = placeOf(options, around);
  if (options.lost === true)
    await replaceKeyOf(place).catch((error: unknown) => {
      throw explainLedgerError(place, error);
    });
  const writer = await openWriter(options, around);
  try {
    const key = formatVerifierKey(
      await (options.lost === true ? writer.signHeadsAgain() : writer.rotateKey()),
    );
    const output = new Output(around.stdout);
    await output.write(options.json === true ? `${JSON.stringify({ key })}\n` : `${key}\n`);
    around.stderr.write(
      options.lost === true
        ? "The log has a new key, which nobody endorsed: whoever trusts the old one has to be given this one by a way that they trust.\n"
        : "The log has a new key, which the old one endorsed: whoever trusts the old one can follow it. Give the new one to witnesses.\n",
    );
    return 0;
  } finally {
    await writer.close();
  }
}
