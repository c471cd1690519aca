import { asOf, gradeWords, periodWords, rulesOn, type Corpus, type Party } from "@cleartitle/corpus";
import { link, page, plain, table } from "./markdown.ts";

/** A row of the agency table that microstock contributors knew in October 2025, by the id of the market. */
interface EarlierRow {
  readonly market: string;
  readonly agency: string;
  readonly accepts: "yes" | "no" | "partly";
  readonly basis: "policy" | "announcement" | "none";
  readonly generator: "yes" | "no" | "partly";
}

const EARLIER_DAY = "2025-10-01";

const EARLIER: readonly EarlierRow[] = [
  { market: "shutterstock", agency: "Shutterstock", accepts: "no", basis: "policy", generator: "yes" },
  { market: "adobe-stock", agency: "Adobe Stock", accepts: "yes", basis: "policy", generator: "yes" },
  { market: "getty-istock", agency: "Getty Images", accepts: "no", basis: "none", generator: "yes" },
  { market: "pond5", agency: "Pond5", accepts: "no", basis: "policy", generator: "no" },
  { market: "depositphotos", agency: "Depositphotos", accepts: "no", basis: "policy", generator: "no" },
  { market: "dreamstime", agency: "Dreamstime", accepts: "yes", basis: "announcement", generator: "no" },
  { market: "alamy", agency: "Alamy", accepts: "no", basis: "announcement", generator: "no" },
  { market: "creative-market", agency: "Creative Market", accepts: "partly", basis: "none", generator: "no" },
  { market: "123rf", agency: "123rf", accepts: "yes", basis: "announcement", generator: "no" },
  { market: "canva-creators", agency: "Canva", accepts: "no", basis: "none", generator: "partly" },
  { market: "vecteezy", agency: "Vecteezy", accepts: "yes", basis: "policy", generator: "no" },
  { market: "panthermedia", agency: "Panthermedia", accepts: "yes", basis: "announcement", generator: "no" },
];

/** Which agencies take AI images, and which make them: the table that contributors know, with today's answers and their sources. */
export function microstockPage(corpus: Corpus): string {
  const listed = EARLIER.flatMap((row) => {
    const party = corpus.parties[row.market];
    return party?.kind === "market" ? [{ row, party }] : [];
  });
  const others = Object.values(corpus.parties).filter(
    ({ id, kind }) => kind === "market" && !EARLIER.some(({ market }) => market === id),
  );
  return page([
    "# Agencies and AI images",
    "",
    `Which agencies accept AI-generated images, as known on ${asOf(corpus)}. An agency's yes is only one of the links: whether you may sell an image also hangs on the tool that made it.`,
    "",
    ...table(
      ["Agency", "Accepts AI content", "Has AI generator"],
      listed.map(({ row, party }) => marketRow(corpus, row.agency, party)),
    ),
    "## Other markets",
    "",
    ...table(
      ["Market", "Accepts AI content", "Has AI generator"],
      others.map((party) => marketRow(corpus, party.name, party)),
    ),
    "## What changed since October 2025",
    "",
    "Compared with the table that microstock contributors knew then.",
    "",
    ...changes(listed),
    "",
    "## Sources",
    "",
    ...[...listed.map(({ party }) => party), ...others].flatMap((party) => sourcesOf(corpus, party)),
  ]);
}

function marketRow(corpus: Corpus, agency: string, party: Party): readonly string[] {
  const { market } = party;
  if (market === null) return [plain(agency), "?", "?"];
  const basis = market.basis === "none" || market.acceptsAi === "partly" ? "" : ` (${market.basis})`;
  return [
    `[${plain(agency)}](markets/${party.id}.md)`,
    `${answer(market.acceptsAi)}${basis}`,
    `${answer(market.hasGenerator)}${parentNote(corpus, party)}`,
  ];
}

function answer(value: string): string {
  return { yes: "Yes", no: "No", partly: "Yes (sort of)" }[value] ?? "Unknown";
}

/** A market without a generator may belong to one that has one. */
function parentNote(corpus: Corpus, { market }: Party): string {
  const parent = market?.parent ?? null;
  if (parent === null || market?.hasGenerator !== "no") return "";
  const owner = Object.values(corpus.parties).find(
    ({ kind, name, id, market: own }) =>
      kind === "market" && own?.hasGenerator === "yes" && (name === parent || id === parent),
  );
  return owner === undefined ? "" : ` (but ${plain(owner.name)} has)`;
}

function changes(listed: readonly { readonly row: EarlierRow; readonly party: Party }[]): readonly string[] {
  const lines = listed.flatMap(({ row, party: { market } }) => {
    if (market === null) return [];
    const was = (value: string, now: string, what: string): string =>
      value === now ? "" : `${what}: then ${answer(value)}, now ${answer(now)}`;
    const differences = [
      was(row.accepts, market.acceptsAi, "accepts AI content"),
      was(row.generator, market.hasGenerator, "has a generator"),
      row.basis !== market.basis && row.basis !== "none"
        ? `rests on ${market.basis === "none" ? "nothing we could read" : `its ${market.basis}`}, then on its ${row.basis}`
        : "",
    ].filter((text) => text !== "");
    return differences.length === 0 ? [] : [`- ${plain(row.agency)}: ${differences.join("; ")}.`];
  });
  const table = lines.length === 0 ? ["The answers of the table are the same today."] : lines;
  const rules = listed.flatMap(({ party }) =>
    party.rules
      .filter(
        ({ inForce, known, withdrawn }) =>
          inForce.from.earliest > EARLIER_DAY && known.until === null && withdrawn === undefined,
      )
      .map(
        (rule) =>
          `- ${plain(party.name)}, ${periodWords(rule.inForce)}: ${plain(rule.reading)} ${link(rule.source.title, rule.source.url)}`,
      ),
  );
  return [...table, ...(rules.length === 0 ? [] : ["", "New rules since then:", "", ...rules])];
}

function sourcesOf(corpus: Corpus, party: Party): readonly string[] {
  const rules = rulesOn(party, asOf(corpus))
    .map(({ item }) => item)
    .filter(({ topic }) => topic === "acceptance");
  return rules.length === 0
    ? [`- ${plain(party.name)}: nothing on record says whether AI images are taken.`]
    : rules.map(
        (rule) =>
          `- ${plain(party.name)}: ${plain(rule.reading)} ${link(rule.source.title, rule.source.url)} (${gradeWords(corpus, rule)}).`,
      );
}
