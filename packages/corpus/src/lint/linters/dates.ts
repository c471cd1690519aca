import { mayOverlap } from "../../compile/periods.ts";
import type { DateBound } from "../../date-bound.ts";
import { collector, eachParty, type Linter, type LintInput, type Report } from "../linter.ts";
import type { AuthoredEntry } from "../../authored/authored.ts";
import type { Party } from "../../party.ts";

interface Dated {
  readonly from?: DateBound | null | undefined;
  readonly until?: DateBound | null | undefined;
}

/** Dates pick the terms: out of order or overlapping, they pick wrong ones. */
export const dates: Linter = {
  code: "dates",
  description:
    "Dates are in order, versions and licences do not overlap, every rule has a version of its document, nothing is of the future.",
  check(input) {
    const { findings, report } = collector("dates", input);
    for (const { entry, party } of eachParty(input)) {
      checkDocuments(entry, input, report);
      checkSequence(entry, ["licence"], entry.party.licence ?? [], report);
      for (const [id, plan] of Object.entries(entry.party.plans ?? {}))
        checkPeriod(entry, ["plans", id], plan, report);
      checkRules(entry, party, input, report);
    }
    return { findings };
  },
};

function checkDocuments(entry: AuthoredEntry, { today }: LintInput, report: Report): void {
  for (const [id, document] of Object.entries(entry.party.documents ?? {})) {
    const path = ["documents", id, "versions"];
    checkSequence(entry, path, document.versions ?? [], report);
    const ids = new Set<string>();
    document.versions?.forEach((version, index) => {
      if (ids.has(version.id))
        report(
          entry,
          [...path, index, "id"],
          `version id ${version.id} is used twice. Give each text its own.`,
        );
      ids.add(version.id);
      if (version.seen !== undefined && version.seen[1] > today) {
        report(
          entry,
          [...path, index, "seen"],
          `${version.seen[1]} is in the future (today is ${today}). Write the day on which it was read.`,
        );
      }
    });
  }
}

function checkSequence(
  entry: AuthoredEntry,
  path: readonly PropertyKey[],
  items: readonly Dated[],
  report: Report,
): void {
  items.forEach((item, index) => {
    checkPeriod(entry, [...path, index], item, report);
    const before = items[index - 1];
    if (before?.from === undefined || before.from === null || item.from === undefined || item.from === null)
      return;
    if (before.from.latest > item.from.latest || before.from.earliest > item.from.earliest) {
      report(
        entry,
        [...path, index],
        `begins before the one above it (${spell(item.from)}). Write the oldest first.`,
      );
    } else if (
      before.until !== undefined &&
      before.until !== null &&
      before.until.latest > item.from.latest
    ) {
      report(
        entry,
        [...path, index],
        `begins (${spell(item.from)}) before the one above it ends (${spell(before.until)}). Write the same day, or leave \`until\` out.`,
      );
    }
  });
}

function checkPeriod(
  entry: AuthoredEntry,
  path: readonly PropertyKey[],
  { from, until }: Dated,
  report: Report,
): void {
  if (from === undefined || from === null || until === undefined || until === null) return;
  if (until.latest <= from.earliest || until.earliest < from.earliest || until.latest < from.latest) {
    report(
      entry,
      path,
      `ends (${spell(until)}) before it begins (${spell(from)}). \`until\` is the first day on which it no longer holds.`,
    );
  }
}

function checkRules(entry: AuthoredEntry, party: Party, { today }: LintInput, report: Report): void {
  for (const [id, rule] of Object.entries(entry.party.rules ?? {})) {
    const path = ["rules", id];
    checkPeriod(entry, [...path, "in-force"], rule["in-force"], report);
    if (rule.known > today)
      report(
        entry,
        [...path, "known"],
        `${rule.known} is in the future (today is ${today}). Write the day we learned of it.`,
      );
    if (rule.corrected !== undefined && rule.corrected <= rule.known) {
      report(
        entry,
        [...path, "corrected"],
        `${rule.corrected} is not after \`known\` (${rule.known}). A correction comes later.`,
      );
    }
    if (rule.source.seen !== undefined && rule.source.seen > today) {
      report(entry, [...path, "source", "seen"], `${rule.source.seen} is in the future (today is ${today}).`);
    }
    const versions = party.documents[rule.source.document]?.versions ?? [];
    const inForce = { from: rule["in-force"].from, until: rule["in-force"].until ?? null };
    // A report may speak of a time before it was written; terms and announcements of the party itself do not.
    const ofParty = rule.grade === "contract" || rule.grade === "official";
    if (ofParty && versions.length > 0 && !versions.some((version) => mayOverlap(version, inForce))) {
      report(
        entry,
        [...path, "in-force"],
        `no version of ${rule.source.document} holds while this rule is in force (${spell(inForce.from)}…). Mend the dates or add the version.`,
      );
    }
  }
}

function spell({ earliest, latest }: DateBound): string {
  return earliest === latest ? latest : `by ${latest}`;
}
