import { quoted } from "@cleartitle/ledger/verify";

import type { BundleReport, ProvedReport } from "./bundle-report.ts";
import { keyDoubts, signedPhrase } from "./key-words.ts";
import { recordPhrase } from "./record-phrase.ts";

/** What the sentences are about: the report without them, and what only the one who checks knows. */
export interface ProvedFacts extends Omit<ProvedReport, "proves" | "doesNotProve"> {
  /** A file was given, and it is the one that the record is about. */
  readonly fileFits: boolean;
  /** The words of the terms that came along are those of the corpus that the record names. */
  readonly sameTerms: boolean;
  /** How one gives a key here, for example `--key`. */
  readonly keyOption: string;
  /** How one gives the key of a witness here, for example `--witness`. */
  readonly witnessOption: string;
}

/** What is proved, a sentence each. Every text of the bundle stands in quotes: none of it is ours. */
export function proves(facts: ProvedFacts): readonly string[] {
  const { index, log, size, signedBy, record, witnesses, timeStamp, disclosed, fileFits, sameTerms } = facts;
  const what = record === null ? "an entry that is no record of Cleartitle" : recordPhrase(record);
  return [
    `Entry ${index} of the log ${quoted(log)} is ${what}, exactly as it stands in the bundle. It was in the log when its head over ${size} entries was signed ${signedPhrase(signedBy)}; since then nobody without that key can have changed it.`,
    ...(fileFits ? ["The file given is the one that the record is about, byte for byte."] : []),
    ...witnesses.map(
      ({ name, time }) =>
        `The witness ${quoted(name)}, whose key you gave, saw this head at ${time}, and that it continues all that it had seen of this log before. So the record existed by then, and its owner can show this witness no other history.`,
    ),
    ...(isTrusted(timeStamp)
      ? [
          `It existed by ${timeStamp.time}: so says the time stamp of ${quoted(timeStamp.authority)} over a head that covers it, and the certificate behind it leads to a root that you trust.`,
        ]
      : []),
    ...Object.entries(disclosed).map(
      ([field, value]) => `The private field ${quoted(field)} was recorded as ${shownValue(value)}.`,
    ),
    ...(sameTerms
      ? [
          "The terms beside the proof are those that this version of Cleartitle has under the digest that the record names.",
        ]
      : []),
  ];
}

/** What is not proved, a sentence each: never empty. */
export function doesNotProve(facts: ProvedFacts): readonly string[] {
  const { signedBy, record, disclosed, terms, timeStamp, sameTerms, keyOption } = facts;
  const { witnesses, unknownSigners, witnessOption } = facts;
  const closed = Object.keys(record?.private ?? {}).filter((field) => !Object.hasOwn(disclosed, field));
  return [
    "That what the record says is true: it is what its writer said.",
    ...whenWritten(facts),
    ...(timeStamp?.holds === false
      ? [`What the time stamp beside the proof says: ${quoted(timeStamp.why, 600)}.`]
      : []),
    ...(timeStamp?.holds === true && timeStamp.trust === "unchecked"
      ? [
          `That it existed by ${timeStamp.time}, though a time stamp in the name of ${quoted(timeStamp.authority)} says so: anybody can make a certificate with that name. Give the authority's root with --tsa-roots.`,
        ]
      : []),
    ...keyDoubts(signedBy, keyOption),
    witnesses.length === 0
      ? "That the owner keeps no second log that says something else: for that, others must have seen its heads."
      : "That nobody was shown another log, without the signature of a witness: ask for that signature wherever it matters.",
    ...(unknownSigners.length === 0
      ? []
      : [
          `That others saw the head: ${unknownSigners.map((name) => quoted(name)).join(", ")} signed too, by the bundle's own word. Ask them for their public key, and verify again with ${witnessOption}.`,
        ]),
    ...(closed.length > 0
      ? [`What these private fields say, which are not shown: ${shortList(closed)}.`]
      : []),
    ...(terms !== null && !sameTerms
      ? [
          "The words of the terms beside the proof: the record names only the rules and the digest of the corpus. Compare them with that corpus.",
        ]
      : []),
    "That you may use the image: this is information, not legal advice.",
  ];
}

/** What follows for somebody whose bundle is not proved. Not every reason speaks against the bundle. */
export function howToTake(code: Extract<BundleReport, { readonly proved: false }>["code"]): string {
  switch (code) {
    case "not-witnessed":
      return "That says nothing against the record itself: whoever trusts its owner alone can check it without the witnesses.";
    case "other-file":
      return "The record may be a good one, but it says nothing about this file.";
    case "too-large":
      return "Nothing was checked, so nothing in it should be relied on.";
    case "record-invalid":
      return "Nothing in this bundle should be relied on: what was recorded is no record of Cleartitle.";
    case "unknown-signer":
      return "Nobody whom you trust vouches for this bundle, so nothing in it should be relied on.";
    default:
      return "Nothing in this bundle should be relied on: it, or what belongs to it, is not what was recorded.";
  }
}

/** The whole value where it is short: the report has it as data too. */
function shownValue(value: unknown): string {
  return typeof value === "string" ? quoted(value, 2000) : quoted(JSON.stringify(value), 2000);
}

const longestList = 20;

function shortList(names: readonly string[]): string {
  const rest = names.length - longestList;
  const shown = names.slice(0, longestList).map((name) => quoted(name));
  return `${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

function whenWritten({ record, timeStamp, witnesses }: ProvedFacts): readonly string[] {
  if (record === null) return timeStamp?.holds === "unchecked" ? [`When it was written. ${unchecked}`] : [];
  const { recorded, basis } = record.time;
  const later =
    basis === "recorded-later" ? ", and the record says of itself that it was made after the event" : "";
  return [
    `When it was written: ${quoted(recorded)} is what the writer's own clock said${later}. ${clockWords(timeStamp, witnesses.length > 0)}`,
  ];
}

function clockWords(timeStamp: ProvedReport["timeStamp"], isWitnessed: boolean): string {
  if (isTrusted(timeStamp)) return "The time stamp only says that it was no later than that.";
  if (isWitnessed) return "The witness only says that it was no later than it saw the head.";
  return timeStamp?.holds === "unchecked" ? unchecked : "No outside clock vouches for it.";
}

const unchecked =
  "A time stamp of an outside clock came along; it is not checked here. The command `cleartitle verify` checks it.";

/** Only a certificate that leads to a root makes a time stamp that of somebody we can name. */
function isTrusted(
  timeStamp: ProvedReport["timeStamp"],
): timeStamp is Extract<ProvedReport["timeStamp"], { readonly holds: true }> {
  return timeStamp?.holds === true && timeStamp.trust === "trusted";
}
