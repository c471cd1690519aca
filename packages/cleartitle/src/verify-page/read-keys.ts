import { LedgerError, parseVerifierKey } from "@cleartitle/ledger/verify";

/** Keys as somebody pasted them, or what is wrong with the first that is none. */
export type PastedKeys =
  | {
      readonly ok: true;
      /** Keys of ledgers, which say whose log it is. */
      readonly keys: readonly string[];
      /** Keys of witnesses, who vouch for having seen a head. */
      readonly witnesses: readonly string[];
    }
  | { readonly ok: false; readonly why: string };

/** What kind a key is says its second part (C2SP signed-note, "Signature types"). */
const witnessType = 4;

const copyIt = "Copy the whole line, as the one whose key it is published it.";

/**
 * Reads pasted text, one key a line. A key that was mistyped says nothing about the bundle, so it is told apart before anything is checked.
 */
export async function readKeys(text: string): Promise<PastedKeys> {
  const lines = text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const keys: string[] = [];
  const witnesses: string[] = [];
  for (const line of lines) {
    try {
      const { type } = await parseVerifierKey(line);
      (type === witnessType ? witnesses : keys).push(line);
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error;
      return { ok: false, why: `This is no public key: ${error.message}. ${copyIt}` };
    }
  }
  return { ok: true, keys, witnesses };
}
