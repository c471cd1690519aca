import type { Layer } from "@cleartitle/corpus";

import { attributionDuties } from "../attribution/standing-of.ts";

/** One point of the list before it meets an image: what it covers, and for which uses it has to be closed. */
export interface Point {
  readonly code: string;
  readonly label: string;
  /** How to close it. */
  readonly how: string;
  /** Where this layer of the decision is a no or open, nobody can close the point by vouching for it. */
  readonly layer: Layer | null;
  /** Duties that closing it says are done. */
  readonly covers: (duty: string) => boolean;
  /** Facts that a person vouches for in closing it. */
  readonly facts: readonly string[];
  /** Uses (with all below them) for which it has to be closed even where no rule asks; the empty list: only where one does. */
  readonly mandatory: readonly string[];
  /** Uses for which it is on the list at all; null for every use. */
  readonly listed: readonly string[] | null;
}

const going = ["commercial", "personal-social"];
const none = (): boolean => false;

/** The list that is gone through before publishing, in the order in which a person would. */
export const checklist: readonly Point[] = [
  {
    code: "licence",
    label: "The licences and terms of every link allow the use",
    how: "Only a decision closes it: answer what it asks with --fact, --plan, --model and the like.",
    layer: "source",
    covers: none,
    facts: [],
    mandatory: ["personal", "commercial", "training", "copyright-registration"],
    listed: null,
  },
  {
    code: "plan-proof",
    label: "The plan on the day of making can be proved",
    how: "Keep the invoice or a picture of the account page of that month with the image.",
    layer: null,
    covers: none,
    facts: [],
    mandatory: ["commercial"],
    listed: ["commercial"],
  },
  {
    code: "inputs",
    label: "What was put in is yours or licensed",
    how: "Image prompts, references, upscaled images and the training images of a LoRA count.",
    layer: "inputs",
    covers: (duty) => duty.startsWith("confirm.inputs."),
    facts: ["inputs.kind", "inputs.upscaled-other"],
    mandatory: ["commercial", "train-model"],
    listed: null,
  },
  {
    code: "prompt-clean",
    label: "Prompt, title and keywords name no artist, character or public body",
    how: "Read them once more; names in the words of the file are shown here.",
    layer: null,
    covers: (duty) =>
      /^confirm\.content\.(?:artist-name|third-party-character|government-agency)$/.test(duty) ||
      duty === "market.no-artist-style",
    facts: ["content.artist-name", "content.third-party-character", "content.government-agency"],
    mandatory: going,
    listed: going,
  },
  {
    code: "no-person-or-mark",
    label: "No real person and no mark of others is shown, or their consent is on file",
    how: "Look at the whole image, the background included.",
    layer: "people-and-marks",
    covers: (duty) =>
      /^confirm\.content\.(?:real-person|person-consent|trademark|people|faces|deepfake|newsworthy-event)$/.test(
        duty,
      ) || /^(?:person\.consent|market\.(?:model|property)-release)$/.test(duty),
    facts: ["content.real-person", "content.trademark"],
    mandatory: going,
    listed: null,
  },
  {
    code: "attribution",
    label: "The attribution that the terms ask for is placed",
    how: "`cleartitle attribution FILE` writes the line.",
    layer: null,
    covers: (duty) => attributionDuties.has(duty),
    facts: [],
    mandatory: [],
    listed: null,
  },
  {
    code: "disclosure",
    label: "It is said that AI made the image, in every way that is asked for",
    how: "Clients should be told even where no rule asks for it.",
    layer: "disclosure",
    covers: (duty) =>
      /disclose|disclosure|label|mark-machine|user-declaration|no-human-claim|say-not-unique|market\.(?:ai-|fictional-box|iptc-source-type)/.test(
        duty,
      ),
    facts: [],
    mandatory: [],
    listed: null,
  },
  {
    code: "jurisdiction",
    label: "The countries of the use and their laws were looked at",
    how: "Name the territory with --fact use.territory=… and its laws are judged.",
    layer: null,
    covers: (duty) => duty === "law.name-country",
    facts: [],
    mandatory: ["commercial", "copyright-registration"],
    listed: ["commercial", "copyright-registration"],
  },
  {
    code: "destination",
    label: "The place where it goes takes such images",
    how: "Only a decision closes it: name the market with --market.",
    layer: "destination",
    covers: none,
    facts: [],
    mandatory: ["stock-licensing"],
    listed: ["stock-licensing"],
  },
  {
    code: "client-consent",
    label: "The client knows and agrees that AI was used",
    how: "Keep the letter or the clause of the contract.",
    layer: null,
    covers: none,
    facts: [],
    mandatory: ["client-work"],
    listed: ["client-work"],
  },
  {
    code: "provenance",
    label: "Watermarks and marks of origin are still in the file",
    how: "Compare with the file as it was made.",
    layer: null,
    covers: (duty) => duty === "provenance.keep",
    facts: [],
    mandatory: going,
    listed: going,
  },
  {
    code: "quality",
    label: "Somebody looked at the image in full size",
    how: "Hands, text, edges.",
    layer: null,
    covers: none,
    facts: [],
    mandatory: [],
    listed: null,
  },
];

/** Points that only a decision can close: a person's word does not make a licence. */
export const decidedOnly: ReadonlySet<string> = new Set(["licence", "destination"]);
