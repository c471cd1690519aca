import type { ExplainedLink, SourceRead } from "./explanation.ts";

/** The texts behind the rules and statements of an answer, each once, those that were read longest ago first. */
export function sourcesRead(links: readonly ExplainedLink[]): readonly SourceRead[] {
  const found = new Map<string, SourceRead>();
  for (const { layers, says } of links) {
    for (const { rule, party, source, stale } of [...layers.flatMap(({ rules }) => rules), ...says]) {
      const key = `${party}\n${source.title}`;
      const known = found.get(key);
      const older = known === undefined || isOlder(source.seen, known.seen) ? source.seen : known.seen;
      found.set(key, {
        party,
        title: source.title,
        url: known?.url ?? source.url?.replace(/#:~:text=.*$/, "") ?? null,
        seen: older,
        stale: (known?.stale ?? false) || stale === true,
        rules: [...new Set([...(known?.rules ?? []), rule])],
      });
    }
  }
  return [...found.values()].toSorted((a, b) => ((a.seen ?? "") < (b.seen ?? "") ? -1 : 1));
}

const isOlder = (seen: string | null, than: string | null): boolean =>
  than !== null && (seen === null || seen < than);
