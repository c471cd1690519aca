import { LedgerError } from "../ledger-error.ts";
import { base64, fromBase64 } from "../verify/base64.ts";
import { decimal, refetch } from "../verify/bytes.ts";
import { parseCheckpoint, type Checkpoint } from "../verify/checkpoint.ts";

/** What a log sends to a witness: its newest head, and the proof that it continues the one that the witness saw last. */
export interface WitnessRequest {
  /** Entries under the head that the witness saw last; 0 where it saw none. */
  readonly oldSize: number;
  /** RFC 9162 §2.1.4, from `oldSize` to the size of the checkpoint. */
  readonly proof: readonly Uint8Array[];
  readonly checkpoint: Checkpoint;
}

/** C2SP tlog-witness allows so many hashes in a proof: enough for every size that 64 bits can say. */
const mostHashes = 63;

/** Writes the body of `POST …/add-checkpoint` (C2SP tlog-witness). `signedText` is the checkpoint with its signatures. */
export function formatWitnessRequest(
  oldSize: number,
  proof: readonly Uint8Array[],
  signedText: string,
): string {
  return [`old ${oldSize}`, ...proof.map(base64), "", signedText].join("\n");
}

/** Reads that body; checks neither signatures nor proof. Throws `malformed`. */
export function parseWitnessRequest(body: string): WitnessRequest {
  const split = body.indexOf("\n\n");
  if (split < 0) throw badRequest("no blank line stands before the checkpoint");
  const [first = "", ...hashes] = body.slice(0, split).split("\n");
  if (!first.startsWith("old ")) throw badRequest("its first line does not say the old size");
  if (hashes.length > mostHashes) throw badRequest(`its proof has more than ${mostHashes} hashes`);
  const proof = hashes.map((line) => fromBase64(line, "a hash of the proof"));
  if (proof.some((hash) => hash.length !== 32)) throw badRequest("a hash of its proof has not 32 bytes");
  return {
    oldSize: decimal(first.slice("old ".length), "the old size"),
    proof,
    checkpoint: parseCheckpoint(body.slice(split + 2)),
  };
}

function badRequest(why: string): LedgerError {
  return new LedgerError("malformed", `not a request to a witness: ${why}`, refetch);
}
