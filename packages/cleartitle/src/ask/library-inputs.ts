import type { Corpus } from "@cleartitle/corpus";
import type { Evidence } from "@cleartitle/evidence";
import { z } from "zod";

import type { Inspection, Judgement } from "../answer.ts";
import type { OpenOptions } from "../cleartitle.ts";
import type { Inputs } from "./inputs.ts";
import { refusal } from "./issue.ts";
import { plainData } from "./plain-data.ts";
import { readGivenQuestion } from "./read-question.ts";
import { readInput } from "./read-input.ts";
import { shown } from "./shown.ts";

const folder = z.string("the path of a folder as text").min(1, "the path of a folder as text");
const clock = "a function that gives a Date";
const pem = "certificates as PEM text";

const openOptions = z.strictObject(
  {
    corpus: folder.nullish(),
    own: z.array(folder, "a list of folders").nullish(),
    ledger: folder.nullish(),
    // The path of a file in their place would trust nobody, without a word.
    anchors: z
      .string(pem)
      .refine((text) => text === "" || text.includes("-----BEGIN CERTIFICATE-----"), pem)
      .nullish(),
    // A clock that gives no date would make every answer one of a day that there is none of.
    now: z
      .custom<() => Date>((now) => typeof now === "function" && isMoment((now as () => unknown)()), clock)
      .nullish(),
  },
  objectOr("an object of options, or nothing"),
);

const isMoment = (given: unknown): boolean => given instanceof Date && !Number.isNaN(given.getTime());

/** The options of `Cleartitle.open`. Null stands for what is left out. */
export function readOpenOptions(given: unknown): OpenOptions {
  const read = readInput(openOptions, plainData(given, "Cleartitle.open"), "Cleartitle.open", "usage");
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== null)) as OpenOptions;
}

const least = (number: number) => {
  const takes = `a number from ${number}`;
  return z.number(takes).min(number, takes).optional();
};

const scanOptions = z.strictObject(
  {
    threads: least(1),
    milliseconds: least(1),
    heap: least(1),
    alone: least(0),
    cache: z.unknown().optional(),
    worker: z.unknown().optional(),
  },
  objectOr("an object, or nothing"),
);

const modelOptions = z.strictObject(
  { on: z.string("a day as text").optional() },
  objectOr('options such as { on: "2026-11-22" }, or nothing'),
);

/** The options of `models.get`. */
export function readModelOptions(given: unknown): { readonly on?: string | undefined } {
  return readInput(modelOptions, plainData(given, "models.get"), "models.get", "usage");
}

const inspected = "what `inspect` gave";
const listOf = (what: string) => z.array(z.looseObject({}, what), what);

const evidence = z.looseObject(
  {
    format: z.string(inspected),
    contentCredentials: z.looseObject({}, inspected),
    models: listOf(inspected),
    adapters: listOf(inspected),
    problems: listOf(inspected),
    carriers: listOf(inspected),
    claims: z.looseObject({ services: listOf(inspected) }, inspected).optional(),
  },
  inspected,
);

const decided = "what `check`, `decide` or `judge` decided";
const decision = z.looseObject(
  {
    chain: listOf(decided),
    reasons: listOf(decided),
    duties: listOf(decided),
    made: z.looseObject({}, decided),
  },
  decided,
);

/** How the library looks at what a program gives: through the schema, every time. */
export function libraryInputs(corpus: Corpus, today: () => string): Inputs {
  return {
    question: (given) => readGivenQuestion(corpus, given, today()),
    evidence: <E extends Evidence | Inspection>(given: E): E => {
      readInput(evidence, shallow(given), "evidence", "usage");
      return given;
    },
    // A cache is an object of a class, and worked with as it is.
    scanOptions: <Options extends object>(given: Options): Options => {
      readInput(scanOptions, shallow(given), "inspectMany", "usage");
      return given;
    },
    decision: (given: Judgement): Judgement => {
      readInput(decision, shallow(given), "decision", "usage");
      return given;
    },
  };
}

/** The fields of an object, each read once; a list, a map or a text has none, and whatever cannot be read is refused. */
function shallow(given: unknown): unknown {
  if (typeof given !== "object" || given === null || Array.isArray(given)) return given;
  try {
    return Symbol.iterator in given ? given : Object.fromEntries(Object.entries(given));
  } catch (error) {
    const expected = "an object that can be read";
    const received = shown(given);
    const message = `This takes ${expected}, not ${received}.`;
    throw refusal(
      "usage",
      [{ code: "wrong-type", path: [], expected, received, message, remedy: null }],
      error,
    );
  }
}

function objectOr(takes: string): { readonly error: z.core.$ZodErrorMap } {
  return { error: ({ code }) => (code === "unrecognized_keys" ? undefined : takes) };
}
