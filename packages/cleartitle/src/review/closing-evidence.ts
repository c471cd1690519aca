import type { Attribution } from "../attribution/attribution.ts";
import type { ReviewedCase } from "./review-of.ts";

/**
 * What closes a point without anybody's word: the decision, its terms, or what the file shows; null where nothing does. Asked only where
 * the decision neither blocks the point nor leaves a duty of it open.
 */
export function closingEvidence(
  { decision, inspection, stated }: ReviewedCase,
  point: string,
  credit: Pick<Attribution, "standing"> | null,
): string | null {
  const { corpus, on, market, reasons, chain } = decision;
  const decided = `the decision for ${on} with the terms ${corpus.version} (${corpus.digest.slice(0, 19)})`;
  switch (point) {
    case "licence": {
      const rules = reasons
        .filter(({ effect, fires }) => effect === "permission" && fires === "yes")
        .map(({ rule }) => rule);
      return cut(`${decided}${rules.length === 0 ? "" : `: ${[...new Set(rules)].join(", ")}`}`);
    }
    case "destination":
      return market === null ? null : `${decided}: ${market} takes it`;
    case "attribution":
      return credit?.standing === "optional" ? `${decided}: no term asks for it` : null;
    case "jurisdiction": {
      const territory = stated["use.territory"] ?? "none";
      if (territory === "none") return null;
      const laws = chain.filter(({ kind }) => kind === "law").flatMap(({ party }) => party ?? []);
      return cut(`${decided}: territory ${String(territory)}, laws ${laws.join(", ")}`);
    }
    case "provenance":
      if (inspection.contentCredentials.state === "valid") return "valid Content Credentials in the file";
      return inspection.digitalSourceType === null
        ? null
        : `the file states the source type ${inspection.digitalSourceType}`;
    default:
      return null;
  }
}

/** Texts in a ledger are short. */
export const cut = (text: string): string => (text.length <= 1000 ? text : `${text.slice(0, 999)}…`);
