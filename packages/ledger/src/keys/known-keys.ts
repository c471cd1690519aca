import { randomBytes } from "node:crypto";
import { LedgerError } from "../ledger-error.ts";
import { unfinished, type Storage } from "../storage/storage.ts";
import { sha256 } from "../tree/hash.ts";
import { hex, utf8, utf8Text } from "../verify/bytes.ts";
import { parseCheckpoint, type Checkpoint } from "../verify/checkpoint.ts";
import { followKeys, type ChainedKey } from "../verify/key-chain.ts";
import { checkNote } from "../verify/note.ts";
import { formatVerifierKey, isSameKey, parseVerifierKey, type VerifierKey } from "../verify/verifier-key.ts";
import { checkWithNode, parseSigningKey } from "./signing-key.ts";

/** A log as its own files state it, before anybody believes it. */
export interface StatedLog {
  readonly checkpoint: Checkpoint;
  readonly keys: readonly ChainedKey[];
}

/** What the log's key was compared with. `none`: it was never seen before. */
export type Compared = "given" | "own" | "known" | "none";

export interface KnownLog {
  readonly compared: Compared;
  /** Whether the next reader will know the key: false where nothing can be written beside the keys. */
  readonly kept: boolean;
}

export interface CompareOptions {
  /** The full path of the log: another log in its place is told apart even where nobody knows its name. */
  readonly where: string;
  /** Keys that somebody got from the log's owner: they count before all others. */
  readonly given?: readonly string[];
  /** The log was made just now, by whoever has the keys. */
  readonly isNew?: boolean;
}

/**
 * The public keys that belong to logs, kept where the private ones are and never beside a log: who can write to a log
 * could write its own `key` folder too. A key of one's own counts, and the one that signed the head remembered; for
 * the logs of others, the key that was first seen. From each of them the log's own endorsements lead on.
 */
export class KnownKeys {
  readonly #keys: Storage;

  constructor(keys: Storage) {
    this.#keys = keys;
  }

  /**
   * Compares who signed the head of a log with who should have, and keeps what it learns. Throws `other-key` and
   * `other-log`, and `bad-signature` where the head was changed.
   */
  async compare(log: StatedLog, options: CompareOptions): Promise<KnownLog> {
    const { origin } = log.checkpoint;
    const given = await Promise.all((options.given ?? []).map(parseVerifierKey));
    const own = given.length > 0 ? [] : await this.#own(log);
    const pin = await this.#pin(origin);
    const seen = pin !== null && (pin.given || own.length === 0) ? [pin.key] : [];
    const known = [...given, ...own, ...(given.length > 0 ? [] : seen)];
    if (given.length === 0 && options.isNew !== true) await this.#comparePlace(origin, options.where);
    const signer = await signerOf(log, known);
    const kept = await this.#keep(
      origin,
      signer,
      options.where,
      pin,
      given.length > 0 || pin?.given === true,
    );
    const compared = given.length > 0 ? "given" : own.length > 0 ? "own" : seen.length > 0 ? "known" : "none";
    return { compared, kept };
  }

  /** One's own key of this log, and the key that signed the head remembered. Others may be able to read the key file: it still names a key. */
  async #own({ checkpoint: { origin }, keys }: StatedLog): Promise<readonly VerifierKey[]> {
    const found: VerifierKey[] = [];
    const secret = await this.#text(pathOf(origin, "key"));
    const signing = secret === null ? null : await parseSigningKey(secret, "").catch(() => null);
    if (signing !== null) found.push(signing.public);
    const head = await this.#text(pathOf(origin, "head"));
    if (head === null) return found;
    const chain = keys.map(({ key }) => key);
    try {
      const signers = await checkNote(parseCheckpoint(head).note, chain, checkWithNode);
      found.push(...signers.map(({ key }) => key));
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error;
      if (error.code !== "malformed" && found.length === 0)
        throw otherKey(origin, keys, "the head remembered");
    }
    return found;
  }

  async #pin(origin: string): Promise<{ readonly key: VerifierKey; readonly given: boolean } | null> {
    const text = await this.#text(pathOf(origin, "pin"));
    if (text === null) return null;
    const [line = "", how] = text.split("\n");
    try {
      return { key: await parseVerifierKey(line), given: how === "given" };
    } catch {
      throw new LedgerError(
        "key-damaged",
        `${pathOf(origin, "pin")}, which names the known key of ${origin}, cannot be read`,
        "Restore the file from a copy, or give the key that you got from the log's owner.",
      );
    }
  }

  async #comparePlace(origin: string, where: string): Promise<void> {
    const before = (await this.#text(pathOf(where, "place")))?.split("\n")[0];
    if (before === undefined || before === origin) return;
    throw new LedgerError(
      "other-log",
      `the folder held the log ${before} before, and now holds another one, ${origin}`,
      `Restore the log that was there. If you put the other one there yourself, remove ${pathOf(where, "place")} from the folder of the keys.`,
    );
  }

  async #keep(
    origin: string,
    signer: VerifierKey,
    where: string,
    pin: { readonly key: VerifierKey; readonly given: boolean } | null,
    given: boolean,
  ): Promise<boolean> {
    try {
      if (pin === null || !isSameKey(pin.key, signer) || pin.given !== given) {
        const text = `${formatVerifierKey(signer)}\n${given ? "given" : "seen"}\n`;
        await this.#write(pathOf(origin, "pin"), text, pin === null && !given);
      }
      const place = pathOf(where, "place");
      if ((await this.#text(place)) !== `${origin}\n`) await this.#write(place, `${origin}\n`, false);
      return true;
    } catch (error) {
      if (error instanceof LedgerError && error.code !== "other-key") return false;
      throw error;
    }
  }

  /** Writes a file whole under a name of its own first, because several readers may be the first at once. */
  async #write(path: string, text: string, first: boolean): Promise<void> {
    await this.#keys.makeFolder("");
    const own = `${path}.${hex(randomBytes(6))}${unfinished}`;
    const file = await this.#keys.create(own, "private");
    try {
      await file.write(utf8(text));
      await file.sync();
    } finally {
      await file.close();
    }
    if (!first) await this.#keys.rename(own, path);
    else {
      const linked = await this.#keys.link(own, path);
      await this.#keys.remove(own);
      if (!linked && (await this.#text(path))?.split("\n")[0] !== text.split("\n")[0])
        throw new LedgerError(
          "other-key",
          "another process was shown another key of this log just now",
          "Compare the key with the one that the log's owner names.",
        );
    }
    await this.#keys.syncFolder("");
  }

  async #text(path: string): Promise<string | null> {
    const bytes = await this.#keys.read(path);
    return bytes === null ? null : utf8Text(bytes, path);
  }
}

/** Which of the log's keys signed its head: of several that may, the newest. Where none is known yet, all of them may. */
async function signerOf(
  { checkpoint, keys }: StatedLog,
  known: readonly VerifierKey[],
): Promise<VerifierKey> {
  const chain = keys.map(({ key }) => key);
  const trusted = known.length === 0 ? chain : followKeys(keys, known);
  // The key must also be one that the log itself names: a log whose own `key` folder was replaced is not believed.
  const fit = chain.filter((key) => trusted.some((one) => isSameKey(one, key)));
  try {
    const signers = await checkNote(checkpoint.note, fit, checkWithNode);
    return fit.findLast((key) => signers.some((signer) => isSameKey(signer.key, key)))!;
  } catch (error) {
    if (known.length === 0 || !(error instanceof LedgerError) || error.code !== "unknown-signer") throw error;
    throw otherKey(checkpoint.origin, keys, known.map(formatVerifierKey).join(", "));
  }
}

function otherKey(origin: string, keys: readonly ChainedKey[], known: string): LedgerError {
  const named = keys.at(-1);
  const now = named === undefined ? "no key at all" : formatVerifierKey(named.key);
  return new LedgerError(
    "other-key",
    `the log ${origin} is not signed with the key that is known for it. Known: ${known}. In the log, and not endorsed by it: ${now}`,
    "Somebody else may have written to it: restore the log from a copy. If its owner replaced a lost key, get the new one from the owner over a way you trust.",
  );
}

/** The same names as those of the private key and the head remembered: a hash of the log's name, or of where it lies. */
function pathOf(name: string, ending: "key" | "head" | "pin" | "place"): string {
  return `${hex(sha256(utf8(name))).slice(0, 16)}.${ending}`;
}
