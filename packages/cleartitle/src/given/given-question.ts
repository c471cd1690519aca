import type { FactValue } from "@cleartitle/corpus";
import type { WrittenLink } from "@cleartitle/title";

import type { Question } from "../ask/question.ts";
import { saidTwice } from "../ask/said-twice.ts";
import { CleartitleError } from "../cleartitle-error.ts";
import { entriesOf, fieldsOf, listOf } from "./fields-of.ts";
import { givenOnRecord } from "./given-on-record.ts";
import { wrong } from "./wrong.ts";

const kinds = ["gateway", "service", "model", "component", "adapter", "tool"] as const;
const linkFields = [...kinds, "plan", "licence"] as const;

/**
 * A question as a program gives it, looked at field by field and copied, so that it cannot change while it is answered. Null stands for what is left out.
 * The schema of `readQuestion` does the same for JSON and takes longer to load than all else.
 *
 * @throws CleartitleError `usage`, naming the field and what it takes
 */
export function givenQuestion(given: unknown): Question {
  const wanted = 'an object with "use" and what is known, for example { use: "stock-licensing" }';
  const fields = fieldsOf("The question", wanted, given, [
    "made",
    "use",
    "market",
    "on",
    "known",
    "facts",
    "onRecord",
  ]);
  if (typeof fields["use"] !== "string") throw wrong("question.use", "the code of a use", fields["use"]);
  const on = textOf("question.on", "a day as text", fields["on"]);
  const question: Question = {
    use: fields["use"],
    market: textOf("question.market", "the id or name of a market", fields["market"]),
    known: textOf("question.known", "a day as text", fields["known"]),
    facts: factsOf(fields["facts"]),
    made: madeOf(fields["made"]),
    ...(on === undefined ? {} : { on }),
    ...(isLeftOut(fields["onRecord"]) ? {} : { onRecord: givenOnRecord(fields["onRecord"]) }),
  };
  const twice = saidTwice(question);
  if (twice !== null) throw new CleartitleError("usage", `The question contradicts itself: ${twice}.`);
  return question;
}

function madeOf(given: unknown): NonNullable<Question["made"]> {
  if (given === undefined || given === null) return {};
  const place = "question.made";
  const fields = fieldsOf(place, "an object such as { chain: [{ model: … }] }", given, [
    "on",
    "chain",
    "prompt",
    "title",
    "keywords",
  ]);
  return {
    on: textOf(`${place}.on`, "a day, a month or a year as text", fields["on"]),
    prompt: textOf(`${place}.prompt`, "text", fields["prompt"]),
    title: textOf(`${place}.title`, "text", fields["title"]),
    keywords: Array.isArray(fields["keywords"])
      ? listOf(`${place}.keywords`, "a list of texts", fields["keywords"]).map(
          (word, at) => textOf(`${place}.keywords[${at}]`, "text", word) ?? "",
        )
      : textOf(`${place}.keywords`, "text, or a list of texts", fields["keywords"]),
    chain: isLeftOut(fields["chain"])
      ? []
      : listOf(`${place}.chain`, "a list of links", fields["chain"]).map(linkOf),
  };
}

function linkOf(given: unknown, at: number): WrittenLink {
  const place = `question.made.chain[${at}]`;
  const wanted = `an object that names one of ${kinds.join(", ")}`;
  const fields = fieldsOf(place, wanted, given, linkFields);
  const link = Object.fromEntries(
    linkFields.flatMap((name) => {
      const text = textOf(`${place}.${name}`, "text", fields[name]);
      return text === undefined ? [] : [[name, text]];
    }),
  );
  // Under a mistyped name a link would not be there, and a chain without it may be a better one.
  if (!kinds.some((kind) => kind in link)) throw wrong(place, wanted, given);
  return link;
}

function factsOf(given: unknown): Readonly<Record<string, FactValue>> {
  if (isLeftOut(given)) return {};
  const place = "question.facts";
  return Object.fromEntries(
    entriesOf(place, "an object of names and values", given).flatMap(([name, value]) => {
      if (isLeftOut(value)) return [];
      if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
        return [[name, value]];
      throw wrong(`${place}[${JSON.stringify(name)}]`, "text, a number, true or false", value);
    }),
  );
}

function textOf(place: string, wanted: string, given: unknown): string | undefined {
  if (isLeftOut(given)) return undefined;
  if (typeof given !== "string") throw wrong(place, wanted, given);
  return given;
}

const isLeftOut = (given: unknown): given is null | undefined => given === undefined || given === null;
