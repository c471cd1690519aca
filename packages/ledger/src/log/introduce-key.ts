import type { KeyRing } from "../keys/key-ring.ts";
import { makeSigningKey, signNote, type SigningKey } from "../keys/signing-key.ts";
import { writeWhole, type Storage } from "../storage/storage.ts";
import { utf8 } from "../verify/bytes.ts";
import { formatKeyText } from "../verify/key-chain.ts";
import type { VerifierKey } from "../verify/verifier-key.ts";
import { keyFolder } from "./key-notes.ts";

/** The key before the new one. `signing` is null where its private half is lost. */
export interface KeyBefore {
  readonly key: VerifierKey;
  readonly signing: SigningKey | null;
}

/**
 * Makes the next key of a log and writes the note that introduces it. Until that note is there the log knows nothing of
 * the key; from then on the key counts, even if the next step, `KeyRing.promote`, comes only at the next opening.
 */
export async function introduceKey(
  storage: Storage,
  keyRing: KeyRing,
  origin: string,
  before: KeyBefore,
): Promise<SigningKey> {
  const number = (await storage.list(keyFolder)).filter((name) => /^[0-9]+$/.test(name)).length;
  const next = await makeSigningKey(origin);
  await keyRing.save(next, "next");
  const lost = before.signing === null;
  const text = formatKeyText(origin, number, next.public, { key: before.key, lost });
  const note = signNote(text, before.signing === null ? [next] : [next, before.signing]);
  await writeWhole(storage, `${keyFolder}/${number}`, utf8(note));
  await storage.syncFolder(keyFolder);
  return next;
}
