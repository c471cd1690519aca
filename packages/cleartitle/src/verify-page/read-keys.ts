import { LedgerError, parseVerifierKey } from "@cleartitle/ledger/verify";

/** Keys as somebody pasted them, or what is wrong with the first that is none. */
export type PastedKeys =
  | { readonly ok: true; readonly keys: readonly string[] }
  | { readonly ok: false; readonly why: string };

/** A key of this type is a witness's (C2SP signed-note): it vouches for having seen a head, not for whose log it is. */
const witnessType = 4;

const copyIt = "Copy the whole line, as the ledger's owner published it.";

/**
 * Reads pasted text, one key a line. A key that was mistyped says nothing about the bundle, so it is told apart before anything is checked.
 */
export async function readKeys(text: string): Promise<PastedKeys> {
  const lines = text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  for (const line of lines) {
    try {
      const { name, type } = await parseVerifierKey(line);
      if (type === witnessType)
        return { ok: false, why: `This is the key of a witness, ${name}, not of a ledger.` };
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error;
      return { ok: false, why: `This is no public key of a ledger: ${error.message}. ${copyIt}` };
    }
  }
  return { ok: true, keys: lines };
}
