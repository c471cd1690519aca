import type { Candidates } from "./candidates.ts";
import { contextSpeaksFor, continuesList, inCapitals, sameCase } from "./context.ts";
import { mayBePartOfWords, standsAlone } from "./endings.ts";
import { factOfKind } from "./finding.ts";
import type { Confidence, ContentFact } from "./finding.ts";
import type { Matcher } from "./matcher.ts";
import type { Form } from "./name.ts";

/** A form that stands in the text, and how sure it is. */
export interface Sighting {
  readonly start: number;
  readonly end: number;
  readonly form: Form;
  confidence: Confidence;
}

/**
 * Turns what the automaton met into sightings, one for each span and fact, in the order of the text. What lies inside a longer name is not
 * counted (the Bond of James Bond), unless the longer one is the less sure. Works in linear time after one sort.
 */
export function weigh(matcher: Matcher, text: string, candidates: Candidates): readonly Sighting[] {
  const { count } = candidates;
  const sightings: Sighting[] = [];
  for (let index = 0; index < count; index += 1) {
    const start = candidates.start(index);
    const end = candidates.end(index);
    const first = sightings.length;
    for (const form of matcher.forms[candidates.pattern(index)] ?? []) {
      const confidence = confidenceOf(form, text, start, end);
      if (confidence === null) continue;
      if (form.strength === "not") {
        sightings.push({ start, end, form, confidence });
        continue;
      }
      const fact = factOfKind[form.name.kind];
      const other = sameFact(sightings, first, fact);
      if (other < 0) sightings.push({ start, end, form, confidence });
      else if (isBetter(form, confidence, sightings[other]!)) {
        sightings[other] = { start, end, form, confidence };
      }
    }
  }
  sightings.sort((a, b) => a.start - b.start || b.end - a.end);
  followLists(text, sightings);
  followFranchises(sightings);
  return outermost(sightings);
}

function sameFact(sightings: readonly Sighting[], from: number, fact: ContentFact): number {
  for (let at = from; at < sightings.length; at += 1) {
    const { name, strength } = sightings[at]!.form;
    if (strength !== "not" && factOfKind[name.kind] === fact) return at;
  }
  return -1;
}

function isBetter(form: Form, confidence: Confidence, than: Sighting): boolean {
  if (confidence !== than.confidence) return confidence === "certain";
  return form.name.use > than.form.name.use;
}

/** Null where the text is not this form at all. */
function confidenceOf(form: Form, text: string, start: number, end: number): Confidence | null {
  if (!standsAlone(text, start, end, form.text)) return null;
  switch (form.strength) {
    case "not":
      return "certain";
    case "plain":
      return mayBePartOfWords(text, start, form.text) ? "ambiguous" : "certain";
    case "word":
    case "common":
      return contextSpeaksFor(form, text, start, end) ? "certain" : "ambiguous";
    case "exact":
      if (!sameCase(form.text, text.slice(start, end))) return null;
      return inCapitals(text, start, end) ? "ambiguous" : "certain";
    case "exact-word":
      if (!sameCase(form.text, text.slice(start, end))) return null;
      return contextSpeaksFor(form, text, start, end) ? "certain" : "ambiguous";
  }
}

/** "By Klimt and Mucha": a name in a list of artists means an artist too. */
function followLists(text: string, sightings: Sighting[]): void {
  let end = -1;
  for (const sighting of sightings) {
    if (sighting.form.name.kind !== "artist" || sighting.form.strength === "not") continue;
    const strong = sighting.form.strength === "word" || sighting.form.strength === "exact-word";
    if (
      sighting.confidence === "ambiguous" &&
      strong &&
      end >= 0 &&
      continuesList(text, end, sighting.start)
    ) {
      sighting.confidence = "certain";
    }
    if (sighting.confidence === "certain") end = Math.max(end, sighting.end);
  }
}

/** "Link" beside "The Legend of Zelda" is that Link. */
function followFranchises(sightings: Sighting[]): void {
  const named = new Set<string>();
  for (const { form, confidence } of sightings) {
    if (form.name.kind === "franchise" && confidence === "certain") named.add(form.name.name);
  }
  if (named.size === 0) return;
  for (const sighting of sightings) {
    const { name, strength } = sighting.form;
    if (name.kind === "character" && strength === "word" && named.has(name.of))
      sighting.confidence = "certain";
  }
}

function outermost(sightings: readonly Sighting[]): readonly Sighting[] {
  const kept: Sighting[] = [];
  let furthest = -1;
  let furthestCertain = -1;
  let holder: Sighting | undefined;
  for (const sighting of sightings) {
    const sameSpan = holder !== undefined && holder.start === sighting.start && holder.end === sighting.end;
    const cover = sighting.confidence === "certain" ? furthestCertain : furthest;
    if (!sameSpan && sighting.end <= cover) continue;
    if (sighting.form.strength !== "not") kept.push(sighting);
    if (sighting.end > furthest) holder = sighting;
    furthest = Math.max(furthest, sighting.end);
    if (sighting.confidence === "certain") furthestCertain = Math.max(furthestCertain, sighting.end);
  }
  return kept;
}
