import { quoted } from "@cleartitle/ledger/verify";

import type { SignedBy } from "./bundle-report.ts";

/** A key in a sentence: the name of its log, and the id by which the line of the key is found. */
export function keyPhrase({ name, id }: SignedBy["key"]): string {
  return `${quoted(name)} (id ${id})`;
}

/** By which key the head was signed, behind *signed*. That it was given is said of the very key only. */
export function signedPhrase({ key, standing, endorsedBy }: SignedBy): string {
  switch (standing) {
    case "given":
      return `with a key that you gave, ${keyPhrase(key)}`;
    case "own":
      return `with a key that only the bundle names, ${keyPhrase(key)}`;
    case "endorsed": {
      const [given, ...between] = endorsedBy;
      const by = between.length === 0 ? "" : ` by way of ${between.map(({ id }) => id).join(", ")}`;
      return `with another key than you gave, ${keyPhrase(key)}: the key that you gave (id ${given?.id ?? ""}) endorsed it${by}`;
    }
  }
}

/** What signatures leave open about the keys themselves, a sentence each. */
export function keyDoubts(
  { key, standing, endorsedBy, replacedBy }: SignedBy,
  keyOption: string,
): readonly string[] {
  if (standing === "own")
    return [
      `Whose log it is: ask its owner for the public key by another way, and verify again with ${keyOption}. Without it, anybody could have made the bundle.`,
    ];
  if (standing === "endorsed")
    return [
      `That the log's owner made the key with the id ${key.id}: whoever has the older key (id ${endorsedBy[0]?.id ?? ""}), also somebody who stole it after it was given up, can endorse a key of their own. Ask the owner for the key of today by another way, and verify again with ${keyOption}.`,
    ];
  if (replacedBy !== null)
    return [
      `That the head was signed before the key with the id ${key.id} was given up: by the bundle's own notes the key with the id ${replacedBy.id} came after it, and whoever kept the older one can still sign with it.`,
    ];
  return [
    "That the key was in its owner's hands: whoever gets hold of it can sign too, also after the owner has given it up.",
  ];
}
