import { FOLDERS, type Corpus } from "@cleartitle/corpus";
import type { VerdictTables } from "../verdict-table.ts";
import { indexPage } from "./index-page.ts";
import { licencesPage } from "./licences-page.ts";
import { microstockPage } from "./microstock-page.ts";
import { modelsPage } from "./models-page.ts";
import { partyPage } from "./party-page.ts";
import { plansPage } from "./plans-page.ts";
import { usesPage } from "./uses-page.ts";

/** The pages for people, by path. */
export function pageFiles(corpus: Corpus, tables: VerdictTables): ReadonlyMap<string, string> {
  const parties = Object.values(corpus.parties);
  return new Map([
    ["docs/terms/README.md", indexPage(corpus)],
    ["docs/terms/microstock.md", microstockPage(corpus)],
    ["docs/terms/plans.md", plansPage(corpus, tables)],
    ["docs/terms/licence-categories.md", licencesPage(corpus, tables)],
    ["docs/terms/model-by-model.md", modelsPage(corpus, tables)],
    ["docs/terms/commercial-use.md", usesPage(corpus)],
    ...parties.map((party): [string, string] => [
      `docs/terms/${FOLDERS[party.kind]}/${party.id}.md`,
      partyPage(corpus, party, tables.get(party.id) ?? []),
    ]),
  ]);
}
