import type { Catalog, Statement } from "@cleartitle/catalog";

/**
 * What people vouch for of the file that this one was edited from, and of this one nobody: it holds for those bytes alone, so it does not count here, but
 * whoever vouched for it should look again.
 */
export function earlierStatements(
  catalog: Pick<Catalog, "editsInto" | "statements">,
  sha256: string,
  about: readonly Statement[],
): readonly string[] {
  const here = new Set(about.map(({ fact }) => fact));
  return catalog.editsInto(sha256).flatMap(({ position, record }) => {
    const { before } = record.body;
    const earlier =
      before === undefined || before === sha256
        ? []
        : catalog.statements(before).filter(({ fact }) => !here.has(fact));
    if (earlier.length === 0) return [];
    const facts = [...new Set(earlier.map(({ fact }) => fact))].join(", ");
    const records = [...new Set(earlier.map((each) => each.position))].join(", ");
    return [
      `Of the file that this one was edited from (record ${position}) people vouch for ${facts} (record ${records}). That holds for those bytes alone: look at this file and attest it anew.`,
    ];
  });
}
