import type { Candidates } from "./candidates.ts";
import { contextSpeaksFor, continuesList, inCapitals, sameCase } from "./context.ts";
import { endWithMarks, mayBePartOfWords, standsAlone } from "./endings.ts";
import { factOfKind } from "./finding.ts";
import type { Confidence, ContentFact } from "./finding.ts";
import type { Matcher, PreparedForm } from "./matcher.ts";

/** A form that stands in the text, and how sure it is. */
export interface Sighting {
  readonly start: number;
  readonly end: number;
  readonly form: PreparedForm;
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
    const end = endWithMarks(text, candidates.end(index));
    const first = sightings.length;
    for (const form of matcher.forms[candidates.pattern(index)]!) {
      const confidence = confidenceOf(form, text, start, end);
      if (confidence === null) continue;
      const other = form.strength === "not" ? -1 : sameFact(sightings, first, factOfKind[form.name.kind]);
      if (other < 0) sightings.push({ start, end, form, confidence });
      else if (isBetter(form, confidence, sightings[other]!)) {
        sightings[other] = { start, end, form, confidence };
      }
    }
  }
  if (sightings.length > 1) {
    sightings.sort((a, b) => a.start - b.start || b.end - a.end);
    followLists(text, sightings);
    followFranchises(sightings);
  }
  return outermost(sightings);
}

function sameFact(sightings: readonly Sighting[], from: number, fact: ContentFact): number {
  for (let at = from; at < sightings.length; at += 1) {
    const { name, strength } = sightings[at]!.form;
    if (strength !== "not" && factOfKind[name.kind] === fact) return at;
  }
  return -1;
}

function isBetter(form: PreparedForm, confidence: Confidence, than: Sighting): boolean {
  if (confidence !== than.confidence) return confidence === "certain";
  return form.name.use > than.form.name.use;
}

/** Null where the text is not this form at all. */
function confidenceOf(form: PreparedForm, text: string, start: number, end: number): Confidence | null {
  const { edges, strength } = form;
  if (edges !== 0 && !standsAlone(text, start, end, form.text, edges)) return null;
  switch (strength) {
    case "not":
      return "certain";
    case "plain":
      return edges !== 0 && mayBePartOfWords(text, start, edges) ? "ambiguous" : "certain";
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
function followLists(text: string, sightings: readonly Sighting[]): void {
  let end = -1;
  for (const sighting of sightings) {
    const { name, strength } = sighting.form;
    if (name.kind !== "artist" || strength === "not") continue;
    const strong = strength === "word" || strength === "exact-word";
    if (
      strong &&
      sighting.confidence === "ambiguous" &&
      end >= 0 &&
      continuesList(text, end, sighting.start)
    ) {
      sighting.confidence = "certain";
    }
    if (sighting.confidence === "certain") end = Math.max(end, sighting.end);
  }
}

/** "Link" beside "The Legend of Zelda" is that Link. */
function followFranchises(sightings: readonly Sighting[]): void {
  let named: Set<string> | undefined;
  for (const { form, confidence } of sightings) {
    if (form.name.kind !== "franchise" || confidence !== "certain") continue;
    named ??= new Set();
    named.add(form.name.name);
  }
  if (named === undefined) return;
  for (const sighting of sightings) {
    const { name, strength } = sighting.form;
    if (name.kind === "character" && strength === "word" && named.has(name.of)) {
      sighting.confidence = "certain";
    }
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
