import { FOLDERS, asOf, listParties, type Corpus, type PartyKind } from "@cleartitle/corpus";
import { page, plain, table } from "./markdown.ts";

const TITLES: Readonly<Record<PartyKind, string>> = {
  service: "Services",
  gateway: "Gateways",
  model: "Models",
  licence: "Licences",
  adapter: "Adapters",
  tool: "Tools",
  market: "Markets",
  law: "Laws",
};

/** The way into the pages. */
export function indexPage(corpus: Corpus): string {
  const parties = listParties(corpus);
  const rules = parties.reduce((sum, each) => sum + each.rules, 0);
  return page([
    "# Terms",
    "",
    `${parties.length} parties and ${rules} rules, as known on ${asOf(corpus)}. Every line leads to a rule, every rule to its source and dates. Information, not legal advice.`,
    "",
    "- [Agencies and AI images](microstock.md)",
    "- [Plans of services](plans.md)",
    "- [Categories of licences](licence-categories.md)",
    "- [Model by model](model-by-model.md)",
    "- [What commercial use means](commercial-use.md)",
    "",
    ...(Object.keys(TITLES) as PartyKind[]).flatMap((kind) => [
      `## ${TITLES[kind]}`,
      "",
      ...table(
        ["Party", "Rules", "Reviewed", "Last read"],
        parties
          .filter((each) => each.kind === kind)
          .map(({ id, name, rules: count, reviewed, lastSeen }) => [
            `[${plain(name)}](${FOLDERS[kind]}/${id}.md)`,
            String(count),
            String(reviewed),
            lastSeen ?? "",
          ]),
      ),
    ]),
  ]);
}
