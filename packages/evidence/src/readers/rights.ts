import type { Carriers } from "../carriers.ts";
import type { RightsStatement } from "../evidence.ts";
import type { Findings } from "../findings.ts";

export const RIGHTS_FIELDS: readonly string[] = [
  "plus:DataMining",
  "plus:ImageAlterationConstraints",
  "plus:LicensorURL",
  "plus:CopyrightOwnerName",
  "plus:OtherConstraints",
  "xmpRights:WebStatement",
  "xmpRights:UsageTerms",
  "xmpRights:Marked",
  "xmpRights:Owner",
  "photoshop:Credit",
  "dc:rights",
  "dc:creator",
  "Copyright",
  "2:110",
  "2:116",
  "2:080",
];
const RIGHTS = new Set(RIGHTS_FIELDS);

/** Fields about rights, kept as they are: they are statements of whoever wrote them. */
export function readRights(carriers: Carriers): Findings[] {
  const rights: RightsStatement[] = [];
  for (const carrier of carriers.texts) {
    if (!RIGHTS.has(carrier.key) || rights.length >= 64) continue;
    rights.push({
      at: carrier.at,
      strength: "declared",
      field: carrier.key,
      value: carrier.text.slice(0, 4096),
    });
  }
  const first = rights[0];
  return first === undefined ? [] : [{ at: first.at, strength: "declared", ai: false, rights }];
}
