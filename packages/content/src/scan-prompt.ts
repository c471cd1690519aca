import { Candidates } from "./candidates.ts";
import { explain } from "./explain.ts";
import { factOfKind } from "./finding.ts";
import type { Confidence, Finding } from "./finding.ts";
import { buildMatcher } from "./matcher.ts";
import type { Matcher, PreparedForm } from "./matcher.ts";
import type { Name } from "./name.ts";
import { nameRecords } from "./names.generated.ts";
import { publicDomainOn } from "./public-domain.ts";
import { readNames } from "./read-names.ts";
import { readRegions } from "./regions.ts";
import { scanText } from "./scan-text.ts";
import { weigh } from "./weigh.ts";

export interface ScanOptions {
  /** The day of the question, `YYYY-MM-DD`: artists' findings then say whether their works are out of copyright. */
  readonly on?: string;
  /** Also look at what the picture must not show: a negative prompt or `--no`. Off by default. */
  readonly negative?: boolean;
  /** How often one name is reported, certain and ambiguous counted apart; 100 by default. The first places are kept. */
  readonly perName?: number;
}

let matcher: Matcher | undefined;
// A scan never yields, so all scans can share the place for what they meet.
const candidates = new Candidates();

/** The matcher of the data set, built when it is first needed. */
export function namesMatcher(): Matcher {
  matcher ??= buildMatcher(readNames(nameRecords));
  return matcher;
}

/**
 * Finds names of artists, studios, characters, franchises, brands, real people, public bodies and newsworthy events in a prompt, a title or a list
 * of keywords. Never throws; time grows with the length of the text, whatever it holds.
 *
 * @param text a prompt as a person or a tool wrote it: weights, brackets, escapes, underscores and tags are read through; the parameters of a
 *   web interface after it are left out.
 * @returns what was found, in the order of the text. No finding is no proof that the prompt is free of names.
 *
 * @example scanPrompt("castle, by Greg Rutkowski")[0]?.name // "Greg Rutkowski"
 */
export function scanPrompt(text: string, options: ScanOptions = {}): readonly Finding[] {
  const names = namesMatcher();
  const perName = options.perName ?? 100;
  const findings: Finding[] = [];
  let counts: Record<Confidence, Map<Name, number>> | undefined;
  const regions = readRegions(text);
  for (const { start, end, part } of regions) {
    if (part === "negative" && options.negative !== true) continue;
    candidates.clear();
    scanText(names, text, start, end, candidates);
    if (candidates.count === 0) continue;
    for (const { start: from, end: to, form, confidence } of weigh(names, text, candidates)) {
      const { name } = form;
      // Where there are fewer places in all than one name may have, nothing needs counting.
      if (regions.length > 1 || candidates.count > perName) {
        counts ??= { certain: new Map(), ambiguous: new Map() };
        const seen = counts[confidence].get(name) ?? 0;
        if (seen >= perName) continue;
        counts[confidence].set(name, seen + 1);
      }
      findings.push(findingOf(form, confidence, text.slice(from, to), [from, to], part, options.on));
    }
  }
  return findings;
}

function findingOf(
  form: PreparedForm,
  confidence: Confidence,
  matched: string,
  span: readonly [number, number],
  part: Finding["part"],
  on: string | undefined,
): Finding {
  const { name } = form;
  const { kind } = name;
  const common = {
    kind,
    name: name.name,
    span,
    matched,
    fact: factOfKind[kind],
    strength: "inferred",
    confidence,
    part,
    why:
      confidence === "certain"
        ? (form.why ??= explain(form, matched, confidence))
        : explain(form, matched, confidence),
  } as const;
  if (kind === "artist" && on !== undefined) {
    return { ...common, died: name.died, publicDomain: publicDomainOn(name, on) };
  }
  return kind === "artist" || kind === "real-person" ? { ...common, died: name.died } : common;
}
