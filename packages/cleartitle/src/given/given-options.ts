import type { OpenOptions } from "../cleartitle.ts";
import { fieldsOf, listOf } from "./fields-of.ts";
import { wrong } from "./wrong.ts";

/**
 * The options of `Cleartitle.open`. Null stands for what is left out.
 *
 * @throws CleartitleError `usage`, naming the option and what it takes
 */
export function givenOptions(given: unknown): OpenOptions {
  const wanted = "an object of options, or nothing";
  const { corpus, own, ledger, anchors, now } = fieldsOf("Cleartitle.open", wanted, given, [
    "corpus",
    "own",
    "ledger",
    "anchors",
    "now",
  ]);
  const folder = (place: string, value: unknown): string => {
    if (typeof value !== "string" || value === "") throw wrong(place, "the path of a folder as text", value);
    return value;
  };
  if (!isLeftOut(anchors)) givenAnchors(anchors);
  if (!isLeftOut(now)) givenClock(now);
  return {
    ...(isLeftOut(corpus) ? {} : { corpus: folder("corpus", corpus) }),
    ...(isLeftOut(own)
      ? {}
      : { own: listOf("own", "a list of folders", own).map((each, at) => folder(`own[${at}]`, each)) }),
    ...(isLeftOut(ledger) ? {} : { ledger: folder("ledger", ledger) }),
    ...(isLeftOut(anchors) ? {} : { anchors: anchors as string }),
    ...(isLeftOut(now) ? {} : { now: now as () => Date }),
  };
}

/** The path of a file in their place would trust nobody, without a word. */
function givenAnchors(anchors: unknown): void {
  if (typeof anchors !== "string" || (anchors !== "" && !anchors.includes("-----BEGIN CERTIFICATE-----")))
    throw wrong("anchors", "certificates as PEM text", anchors);
}

/** A clock that gives no date would make every answer one of a day that there is none of. */
function givenClock(now: unknown): void {
  const wanted = "a function that gives a Date";
  if (typeof now !== "function") throw wrong("now", wanted, now);
  const moment: unknown = now();
  if (!(moment instanceof Date) || Number.isNaN(moment.getTime())) throw wrong("now", wanted, moment);
}

const isLeftOut = (given: unknown): given is null | undefined => given === undefined || given === null;
