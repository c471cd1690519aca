import { LedgerError } from "../ledger-error.ts";
import { checkWithNode, cosign, type SigningKey } from "../keys/signing-key.ts";
import type { Lock } from "../lock/lock.ts";
import type { Storage } from "../storage/storage.ts";
import { storageError } from "../storage/storage-error.ts";
import { emptyRoot } from "../tree/hash.ts";
import { equalBytes } from "../verify/bytes.ts";
import { parseCheckpoint, type Checkpoint } from "../verify/checkpoint.ts";
import { isConsistent } from "../verify/merkle.ts";
import { checkNote, formatNote, formatSignature, type Note } from "../verify/note.ts";
import type { VerifierKey } from "../verify/verifier-key.ts";
import { keepHead } from "./witness-heads.ts";
import { parseWitnessRequest } from "./witness-request.ts";

/** The answer to a log, as HTTP carries it. */
export interface WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422 | 500 | 503;
  readonly contentType: "text/plain; charset=utf-8" | "text/x.tlog.size";
  readonly body: string;
}

export interface WitnessParts {
  readonly storage: Storage;
  readonly lock: Lock;
  readonly key: SigningKey;
  /** The keys of the logs that are witnessed; a key's name is the origin of its log. */
  readonly logs: readonly VerifierKey[];
  readonly now: () => Date;
  /** The heads that were cosigned last, by origin. */
  readonly heads: ReadonlyMap<string, Note>;
}

/** How far the witness's own clock may go back between two signatures, in seconds: time servers nudge clocks. */
const clockTolerance = 5;

/**
 * Sees that logs only grow: it keeps one number and one hash per log, cosigns a head that provably continues the last one
 * that it cosigned, and refuses any other. Who finds its signature under a head knows that the log's owner cannot
 * show this witness another history, and that the head existed at the time beside the signature.
 *
 * Source: C2SP tlog-witness, "add-checkpoint". Two requests never overlap, and a head is on disk before it is cosigned.
 */
export class Witness {
  readonly key: VerifierKey;
  readonly #parts: WitnessParts;
  readonly #heads: Map<string, Note>;
  #turn: Promise<unknown> = Promise.resolve();
  #failure: LedgerError | null = null;

  constructor(parts: WitnessParts) {
    this.#parts = parts;
    this.key = parts.key.public;
    this.#heads = new Map(parts.heads);
  }

  /** The origins of the logs that are witnessed. */
  get origins(): readonly string[] {
    return [...new Set(this.#parts.logs.map(({ name }) => name))];
  }

  /** The head of a log that was cosigned last, with the signatures under it; null where none was. */
  head(origin: string): string | null {
    const note = this.#heads.get(origin);
    return note === undefined ? null : formatNote(note);
  }

  /** Answers the body of one `POST …/add-checkpoint`. Never throws for what is in it. */
  async addCheckpoint(body: string): Promise<WitnessAnswer> {
    const answer = this.#turn.then(async () => this.#answer(body));
    this.#turn = answer;
    return answer;
  }

  /** Waits for the request under way and gives the lock back. */
  async close(): Promise<void> {
    await this.#turn;
    await this.#parts.lock.release();
  }

  async #answer(body: string): Promise<WitnessAnswer> {
    if (this.#failure !== null)
      return refusal(500, `the witness stopped when this happened: ${this.#failure.message}`);
    try {
      const { oldSize, proof, checkpoint } = parseWitnessRequest(body);
      return (await this.#refuse(oldSize, proof, checkpoint)) ?? (await this.#cosign(checkpoint));
    } catch (error) {
      if (error instanceof LedgerError && error.code === "malformed") return refusal(400, error.message);
      // After a failed write nobody can say what the disk holds, so nothing is cosigned until somebody has looked.
      this.#failure = storageError("keeping the head", error);
      return refusal(500, `the head could not be kept, so it was not cosigned: ${this.#failure.message}`);
    }
  }

  async #refuse(
    oldSize: number,
    proof: readonly Uint8Array[],
    { origin, size, root, note }: Checkpoint,
  ): Promise<WitnessAnswer | null> {
    const keys = this.#parts.logs.filter(({ name }) => name === origin);
    if (keys.length === 0) return refusal(404, `the log ${origin} is not witnessed here`);
    try {
      await checkNote(note, keys, checkWithNode);
    } catch (error) {
      if (error instanceof LedgerError && error.code !== "malformed") return refusal(403, error.message);
      throw error;
    }
    if (oldSize > size)
      return refusal(400, `a head over ${size} entries cannot continue one over ${oldSize}`);
    const seen = this.#seen(origin);
    if (oldSize !== seen.size)
      return { status: 409, contentType: "text/x.tlog.size", body: `${seen.size}\n` };
    if (await isConsistent(oldSize, size, seen.root, root, proof)) return null;
    return size === oldSize
      ? refusal(409, `another head over ${size} entries was cosigned before`)
      : refusal(422, `it is not proved that this head continues the one over ${oldSize} entries`);
  }

  #seen(origin: string): { readonly size: number; readonly root: Uint8Array } {
    const note = this.#heads.get(origin);
    return note === undefined ? { size: 0, root: emptyRoot } : parseCheckpoint(formatNote(note));
  }

  async #cosign({ origin, note }: Checkpoint): Promise<WitnessAnswer> {
    const { key, lock, logs, now, storage } = this.#parts;
    const time = Math.floor(now().getTime() / 1000);
    const last = Math.max(0, ...[...this.#heads.values()].map((each) => timeUnder(each, key.public)));
    if (time + clockTolerance < last)
      return refusal(503, "the clock of the witness stands before its last signature, so it signs nothing");
    const cosignature = cosign(note.text, key, time);
    // The log's own signature goes with it: it is what shows that the log said so, should it ever say something else.
    const signatures = note.signatures.filter(({ name, id }) =>
      logs.some((each) => each.name === name && equalBytes(each.id, id)),
    );
    const kept = { text: note.text, signatures: [...signatures, cosignature] };
    await lock.check();
    await keepHead(storage, origin, formatNote(kept));
    this.#heads.set(origin, kept);
    return { status: 200, contentType: "text/plain; charset=utf-8", body: formatSignature(cosignature) };
  }
}

/** When the witness signed this note, in seconds since 1970; 0 where it did not. */
function timeUnder({ signatures }: Note, { name, id }: VerifierKey): number {
  const own = signatures.find((each) => each.name === name && equalBytes(each.id, id));
  if (own === undefined) return 0;
  return Number(new DataView(own.signature.buffer, own.signature.byteOffset).getBigUint64(0));
}

function refusal(status: Exclude<WitnessAnswer["status"], 200>, why: string): WitnessAnswer {
  return { status, contentType: "text/plain; charset=utf-8", body: `${why}\n` };
}
