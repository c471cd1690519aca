import { LedgerError } from "../ledger-error.ts";
import { hex, refetch } from "./bytes.ts";
import { checkNote, parseNote } from "./note.ts";
import { quoted } from "./quoted.ts";
import { formatVerifierKey, isSameKey, parseVerifierKey, type VerifierKey } from "./verifier-key.ts";
import { checkWithWebCrypto, type CheckSignature } from "./web-crypto.ts";

/** One key of a log's life. `endorsed` is false for the first one and where the one before was lost. */
export interface ChainedKey {
  readonly key: VerifierKey;
  readonly endorsed: boolean;
}

const header = "cleartitle ledger key";

/** Keys are changed by hand, and each costs two signatures to check. */
const mostKeys = 1000;

/** The text that introduces a key: signed by the key itself and, unless that one was lost, by the key before. */
export function formatKeyText(
  origin: string,
  number: number,
  key: VerifierKey,
  before: { readonly key: VerifierKey; readonly lost: boolean } | null,
): string {
  const first = `${header}\n${origin}\n${number}\n${formatVerifierKey(key)}\n`;
  if (before === null) return first;
  return `${first}${before.lost ? "replaces lost" : "follows"} ${hex(before.key.id)}\n`;
}

/**
 * Reads the notes that introduce a log's keys, oldest first, and checks each signature. Who trusts one key may trust
 * those that it endorsed after it. Throws `malformed` or `bad-signature`.
 *
 * @returns the origin they are for and the keys in the same order.
 */
export async function readKeyChain(
  notes: readonly string[],
  check: CheckSignature = checkWithWebCrypto,
): Promise<{ readonly origin: string; readonly keys: readonly ChainedKey[] }> {
  const keys: ChainedKey[] = [];
  let origin = "";
  if (notes.length > mostKeys)
    throw new LedgerError("malformed", `a log with more than ${mostKeys} keys is not read`, refetch);
  for (const [number, text] of notes.entries()) {
    const note = parseNote(text);
    const lines = note.text.split("\n", 6).slice(0, -1);
    const key = await parseVerifierKey(lines[3] ?? "");
    const before = keys.at(-1)?.key ?? null;
    if (number === 0) origin = lines[1] ?? "";
    const lost = lines[4]?.startsWith("replaces lost ") ?? false;
    if (note.text !== formatKeyText(origin, number, key, before === null ? null : { key: before, lost })) {
      throw new LedgerError(
        "malformed",
        `key note ${number} of ${quoted(origin)} does not say what it should`,
        refetch,
      );
    }
    const needed = before === null || lost ? [key] : [key, before];
    const signers = await checkNote(note, needed, check);
    if (signers.length !== needed.length || note.signatures.length !== needed.length) {
      throw new LedgerError(
        "bad-signature",
        `key note ${number} of ${quoted(origin)} lacks a signature`,
        refetch,
      );
    }
    keys.push({ key, endorsed: before !== null && !lost });
  }
  return { origin, keys };
}

/**
 * Those keys that one may trust who trusts `pinned`: the pinned ones, and those that follow the newest of them, each
 * endorsed by the one before.
 *
 * What an older key endorses besides does not count: whoever knows its successor knows that it was given up, and a key
 * that was given up may be in anybody's hands. So a chain that leaves out a key which one has of the same log, or turns
 * off before it, adds nothing. Who has only the old key cannot see that; `BundleSigner` says so.
 */
export function followKeys(
  chain: readonly ChainedKey[],
  pinned: readonly VerifierKey[],
): readonly VerifierKey[] {
  const name = chain[0]?.key.name;
  const isLeftOut = (pin: VerifierKey): boolean =>
    pin.name === name && !chain.some(({ key }) => isSameKey(key, pin));
  const newest = chain.findLastIndex(({ key }) => pinned.some((pin) => isSameKey(pin, key)));
  if (newest < 0 || pinned.some(isLeftOut)) return pinned;
  const after = chain.slice(newest + 1);
  const lost = after.findIndex(({ endorsed }) => !endorsed);
  return [...pinned, ...after.slice(0, lost < 0 ? after.length : lost).map(({ key }) => key)];
}
