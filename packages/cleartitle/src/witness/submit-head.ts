import type { LogReader } from "@cleartitle/ledger";
import { checkNote, parseNote, type NoteSignature, type PolicyParty } from "@cleartitle/ledger/verify";
import { formatWitnessRequest } from "@cleartitle/ledger/witness";

import { CleartitleError } from "../cleartitle-error.ts";

/** What a witness gave. */
export interface Cosignature {
  readonly signature: NoteSignature;
  /** When the witness saw the head, in seconds since 1970, by its own clock. */
  readonly time: number;
}

const longestAnswer = 64 * 1024;
const patience = 30_000;
/** The size that the witness names may change while others submit; more rounds than this mean that it makes no sense. */
const mostRounds = 4;

/**
 * Has a witness cosign the signed head that `reader` reads (C2SP tlog-witness), and checks the cosignature. The witness learns the log's name, its
 * size and hashes; no record. Throws `witness`, with words that tell a witness out of reach from one that has seen another history.
 *
 * @param seen the size that the witness is believed to have cosigned last; 0 where nothing is known.
 */
export async function submitHead(
  { name, key, url }: PolicyParty,
  reader: LogReader,
  seen = 0,
): Promise<Cosignature> {
  const { size, origin } = reader.head;
  const address = addressOf(url ?? "", name);
  let old = Math.min(seen, size);
  for (let round = 0; round < mostRounds; round += 1) {
    const proof = await reader.tree.consistency(old, size);
    const { status, contentType, body } = await ask(
      address,
      name,
      formatWitnessRequest(old, proof, reader.signedHead),
    );
    if (status === 200) {
      const note = parsed(() => parseNote(reader.signedHead + body), name);
      const [signer] = await checkNote(note, [key]).catch((error: unknown) => {
        throw refused(name, `what it answered is not its signature under this head (${words(error)})`);
      });
      // Others under its name may stand beside it; the one that was checked is kept.
      const signature = note.signatures.find(
        (each) => each.name === key.name && each.id.join() === key.id.join(),
      )!;
      return { signature, time: signer?.time ?? 0 };
    }
    const named = contentType.startsWith("text/x.tlog.size") ? Number(body) : null;
    if (status !== 409 || named === null) throw refusal(name, origin, status, body);
    if (!Number.isSafeInteger(named) || named < 0 || named === old)
      throw refused(name, `it answered that it saw ${JSON.stringify(body.slice(0, 40))} entries last`);
    if (named > size)
      throw refused(
        name,
        `it has cosigned a head over ${named} entries, but this log has only ${size}. An old copy of the folder was put back, or another copy of the log was written to: find the newest one`,
      );
    old = named;
  }
  throw refused(name, "it named another size each time; try again in a moment");
}

function addressOf(url: string, name: string): URL {
  const base = URL.canParse(url) ? new URL(url) : null;
  if (base?.protocol !== "http:" && base?.protocol !== "https:")
    throw new CleartitleError(
      "usage",
      `The witness ${name} needs an address that begins with https:// or http://, not "${url}".`,
    );
  return new URL("add-checkpoint", base.href.endsWith("/") ? base : `${base.href}/`);
}

async function ask(
  address: URL,
  name: string,
  body: string,
): Promise<{ readonly status: number; readonly contentType: string; readonly body: string }> {
  try {
    const response = await fetch(address, {
      method: "POST",
      body,
      redirect: "error",
      signal: AbortSignal.timeout(patience),
    });
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      size += part.length;
      if (size > longestAnswer) throw new Error(`it answered with more than ${longestAnswer} bytes`);
      parts.push(part);
    }
    const contentType = response.headers.get("content-type") ?? "";
    return { status: response.status, contentType, body: Buffer.concat(parts).toString("utf8") };
  } catch (error) {
    const why =
      error instanceof Error && error.name === "TimeoutError"
        ? `no answer within ${patience / 1000} seconds`
        : words(error instanceof Error && error.cause instanceof Error ? error.cause : error);
    throw new CleartitleError(
      "witness",
      `The witness ${name} at ${address.href} cannot be reached: ${why}.`,
      error,
    );
  }
}

function refusal(name: string, origin: string, status: number, body: string): CleartitleError {
  switch (status) {
    case 404:
      return refused(name, `it does not witness ${origin}; give its operator the public key of the log`);
    case 403:
      return refused(
        name,
        "it knows another public key of this log; after a rotation, give its operator the new one",
      );
    case 409:
    case 422:
      return refused(
        name,
        "what it has cosigned before is not the beginning of this log. Two histories of the log exist: keep this folder as evidence, and find out which one is right",
      );
    default:
      return refused(name, `it answered with status ${status}: ${body.trim().slice(0, 300)}`);
  }
}

function refused(name: string, why: string): CleartitleError {
  return new CleartitleError("witness", `The witness ${name} did not cosign: ${why}.`);
}

function parsed<T>(work: () => T, name: string): T {
  try {
    return work();
  } catch (error) {
    throw refused(name, `its answer cannot be read (${words(error)})`);
  }
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
