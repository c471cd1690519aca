import { readCertificates } from "../../files/read-certificates.ts";
import { explainLedgerError } from "../../records/explain-ledger-error.ts";
import { readLogHead } from "../../records/open-log.ts";
import type { ExitStatus, Surroundings } from "../../surroundings.ts";
import { Output } from "../../terminal/output.ts";
import { safeText } from "../../terminal/safe-text.ts";
import { requestTimeStamp } from "../../timestamps/request-time-stamp.ts";
import { keepStampedHead } from "../../timestamps/stamped-heads.ts";
import { placeOf, tellRemark, type RecordsOptions } from "./records-options.ts";

export interface TimestampOptions extends RecordsOptions {
  readonly tsa: string;
  /** A file with the root certificates that one trusts, as PEM. */
  readonly tsaRoots?: string;
}

/**
 * `cleartitle ledger timestamp --tsa URL`: has an outside clock vouch that everything under the newest signed head existed by now. Only the digest of
 * the head leaves the machine.
 */
export async function timestampLedger(options: TimestampOptions, around: Surroundings): Promise<ExitStatus> {
  const place = placeOf(options, around);
  const roots = options.tsaRoots === undefined ? [] : await readCertificates(options.tsaRoots, "time-stamp");
  const { head, remark } = await readLogHead(place).catch((error: unknown) => {
    throw explainLedgerError(place, error);
  });
  tellRemark(remark, around);
  const { origin, size } = head.checkpoint;
  const given = await requestTimeStamp(options.tsa, Buffer.from(head.text), roots);
  const token = Buffer.from(given.token).toString("base64");
  const kept = { checkpoint: head.text, token, time: given.time, url: options.tsa };
  const path = await keepStampedHead(place, kept);
  const output = new Output(around.stdout);
  const { time, authority, trust, serial, policy } = given;
  if (options.json === true)
    await output.write(
      `${JSON.stringify({ origin, size, time, authority, trust, serial, policy, file: path }, null, 2)}\n`,
    );
  else {
    const trusted =
      trust === "trusted"
        ? "Its certificate leads to a root that you trust."
        : "Whether its certificate is to be trusted was not checked: give the authority's root with --tsa-roots.";
    await output.write(
      safeText(`${authority} says: the head over ${size} entries existed by ${time}. ${trusted}`) + "\n",
    );
    around.stderr.write(safeText(`Kept in ${path}; proofs of records up to there carry it.`) + "\n");
  }
  return 0;
}
