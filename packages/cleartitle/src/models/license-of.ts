import { holdsOn, rulesOn, type Corpus, type Document, type Party } from "@cleartitle/corpus";

/** The name and the address of the licence of a copy made on a day; of a party without one, of its own terms. */
export function licenseOf(
  corpus: Corpus,
  party: Party,
  on: string,
): { readonly license: string; readonly licenseUrl: string | null } {
  const licences = party.licence.flatMap((period) =>
    holdsOn(period, on) === "no" ? [] : (corpus.parties[period.id] ?? []),
  );
  const [first] = licences;
  if (first !== undefined) {
    const license = licences.map(({ name }) => name).join(" or ");
    return { license, licenseUrl: addressOf(mainDocument(first, on), on) ?? first.home };
  }
  const document = mainDocument(party, on);
  if (document !== undefined)
    return { license: document.title, licenseUrl: addressOf(document, on) ?? party.home };
  const base = party.base === null ? undefined : corpus.parties[party.base];
  // A fine-tune without terms of its own lives on those of its base; a circle of bases is refused when terms are checked.
  if (base !== undefined) return licenseOf(corpus, base, on);
  return { license: "Not on record", licenseUrl: party.home };
}

/** The text behind most of the rules that hold on the day; one that was read goes before one that was not. */
function mainDocument(party: Party, on: string): Document | undefined {
  const rules = rulesOn(party, on);
  const weight = ({ id, read }: Document): number =>
    rules.filter(({ item }) => item.source.document === id).length + (read ? 1000 : 0);
  return Object.values(party.documents)
    .filter(({ id }) => rules.some(({ item }) => item.source.document === id))
    .toSorted((a, b) => weight(b) - weight(a))[0];
}

function addressOf(document: Document | undefined, on: string): string | null {
  const version = document?.versions.findLast((each) => holdsOn(each, on) !== "no");
  return version?.url ?? document?.url ?? null;
}
