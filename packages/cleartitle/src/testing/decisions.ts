/** Decisions made by hand, so that what is shown can be tested without any terms. */
import type { Corpus } from "@cleartitle/corpus";

import type { Answer, Inspection, Judgement } from "../answer.ts";
import { namesOf, type Names } from "../render/names.ts";
import { problemInspection } from "../commands/problem-inspection.ts";

export const names: Names = namesOf({
  registry: {
    uses: { merchandise: { label: "Merchandise" } },
    facts: {
      "holder.revenue-usd": { label: "Annual revenue", unit: "USD a year" },
      "holder.kind": { label: "Kind of holder" },
    },
    topics: { ownership: { label: "Ownership" } },
    grades: {},
  },
  parties: {
    acme: { name: "Acme Images", rules: [] },
    everywhere: { name: "A Treaty", kind: "law", territory: ["world"], rules: [] },
    homeland: { name: "A Labelling Act", kind: "law", territory: ["xx"], rules: [] },
    shop: {
      name: "The Shop",
      rules: [{ id: "shop-9", when: [{ fact: "content.artist-name", kind: "in", values: [true] }] }],
    },
  },
  rules: { "shop-9": "shop" },
} as unknown as Pick<Corpus, "registry" | "parties" | "rules">);

export const judgement = (rest: Partial<Judgement>): Judgement => ({
  verdict: "allowed",
  possible: ["allowed"],
  layers: {
    source: "allowed",
    inputs: "allowed",
    "people-and-marks": "allowed",
    destination: "allowed",
    disclosure: "allowed",
  },
  chain: [
    {
      kind: "service",
      party: "acme",
      name: "Acme Images",
      plan: "pro",
      identity: "stated",
      because: "the file says so",
      verdict: "allowed",
    },
  ],
  statements: {
    ownership: { value: "assigned", possible: ["assigned"], qualifiers: ["as-between-parties"], said: [] },
    copyright: { value: "not-stated", possible: ["not-stated"], qualifiers: [], said: [] },
  },
  reasons: [
    {
      rule: "acme-1",
      party: "acme",
      effect: "permission",
      layer: "source",
      reading: "Everyone on a paid plan may use the images commercially.",
      source: {
        title: "Terms",
        url: "https://acme.example/terms#:~:text=a,b",
        at: "§4",
        inForce: "≤2024-03-01",
        seen: "2026-11-02",
      },
      grade: "contract",
      fires: "yes",
    },
  ],
  duties: [],
  unknown: [],
  fixes: [],
  findings: [],
  assumed: {},
  places: { asked: 1, differ: [] },
  inferred: {},
  attested: [],
  overruled: [],
  use: "merchandise",
  market: "shop",
  made: { earliest: "2025-07-01", latest: "2025-07-01" },
  corpus: { version: "1.0.0", digest: "sha256:0123456789abcdef" },
  on: "2026-11-22",
  notice: "Information, not legal advice.",
  problems: [],
  ...rest,
});

export const answer = (decision: Judgement | null, rest: Partial<Inspection> = {}): Answer => ({
  file: "a b.png",
  evidence: {
    ...problemInspection("a b.png", new Error("x")),
    format: "png",
    problems: [],
    madeByAI: "yes",
    ...rest,
  },
  decision,
});

export const forbidden: Judgement = judgement({
  verdict: "forbidden",
  possible: ["forbidden"],
  layers: { ...judgement({}).layers, source: "forbidden" },
  reasons: [
    ...judgement({}).reasons,
    {
      rule: "acme-2",
      party: "acme",
      effect: "prohibition",
      layer: "source",
      reading: "A company above a million a year needs the plan Pro",
      source: { title: "Terms", url: null, at: null, inForce: "2023-12-20", seen: null },
      grade: "secondary",
      fires: "yes",
      stale: true,
    },
  ],
  fixes: [
    {
      change: { plan: "mega" },
      then: "conditional",
      text: "Make it on the plan Mega of Acme Images.",
      adds: [],
    },
  ],
});

export const unknown: Judgement = judgement({
  verdict: "unknown",
  possible: ["allowed", "forbidden"],
  layers: { ...judgement({}).layers, source: "unknown" },
  unknown: [
    {
      kind: "missing-fact",
      layer: "source",
      party: "acme",
      text: "?",
      fact: "holder.revenue-usd",
      question: "What was the revenue (USD)?",
      values: [],
    },
    {
      kind: "missing-fact",
      layer: "source",
      party: "acme",
      text: "?",
      fact: "holder.kind",
      question: "Who holds the account?",
      values: ["individual", "company"],
    },
    {
      kind: "missing-fact",
      layer: "destination",
      party: null,
      text: "?",
      fact: "made.on",
      question: "When was the image made?",
      values: [],
    },
    { kind: "no-term", layer: "source", party: null, text: 'Nobody has read the terms of "x".' },
  ],
});

export const conditional: Judgement = judgement({
  verdict: "conditional",
  possible: ["conditional"],
  duties: [
    {
      code: "market.ai-checkbox",
      phase: "with",
      text: "Tick the box.",
      how: "In the form.",
      rule: "shop-1",
      party: "shop",
      met: false,
      owed: "yes",
    },
    {
      code: "person.consent",
      phase: "before",
      text: "Get consent",
      rule: "shop-2",
      party: "shop",
      met: false,
      owed: "maybe",
    },
    {
      code: "stability.register",
      phase: "before",
      text: "Register.",
      rule: "shop-3",
      party: "shop",
      met: true,
      owed: "yes",
    },
    {
      code: "confirm.content.trademark",
      phase: "before",
      text: "Does it show a trade mark?",
      rule: null,
      party: null,
      met: false,
      owed: "yes",
      fact: "content.trademark",
      value: false,
    },
    {
      code: "confirm.inputs.kind",
      phase: "before",
      text: "Were inputs used?",
      rule: null,
      party: null,
      met: false,
      owed: "yes",
      fact: "inputs.kind",
      value: ["none", "own"],
    },
  ],
});
