/** Facts that a name in the words of a file can be evidence for. */
const facts: ReadonlySet<string> = new Set([
  "content.artist-name",
  "content.third-party-character",
  "content.trademark",
  "content.real-person",
  "content.government-agency",
  "content.newsworthy-event",
]);

export const namesFact = (fact: string): boolean => facts.has(fact);
