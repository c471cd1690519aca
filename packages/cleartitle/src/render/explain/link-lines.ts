import type { Layer } from "@cleartitle/corpus";
import type { Reason } from "@cleartitle/rights";

import type { ExplainedLink, Explanation, NearRule } from "../../explain/explanation.ts";
import type { Paper } from "../../terminal/paper.ts";
import { safeText } from "../../terminal/safe-text.ts";
import { wrap } from "../../terminal/wrap.ts";
import { ink } from "../ink.ts";
import { layerNames } from "../layer-names.ts";
import { linkText } from "../made-text.ts";
import { marksOn, verdictWords } from "../marks.ts";
import type { Names } from "../names.ts";
import { ownNote } from "../own-note.ts";
import { sentence } from "../sentence.ts";
import { sourceLines } from "./source-lines.ts";

const identities: Readonly<Record<string, string>> = {
  hash: "for certain, by the hash of the file",
  declared: "because you said so",
  stated: "because the file says so",
  inferred: "only by its name, so confirm it",
};

const effects: Readonly<Record<string, string>> = {
  permission: "It permits",
  prohibition: "It forbids",
  duty: "It asks",
};

/** One link: who it is and how that is known, what its rules say by layer, and which of them nearly counted. */
export function linkLines(
  paper: Paper,
  names: Names,
  { decision }: Explanation,
  link: ExplainedLink,
): readonly string[] {
  const { verdict, layers, nearly, terms, party } = link;
  const marks = marksOn(paper);
  const licences = terms.filter((term) => term !== party).map(names.party);
  const text = [
    linkText(names, link),
    howKnown(link),
    ...(licences.length > 0 ? [`Its licence: ${licences.join("; ")}.`] : []),
  ];
  const lines = [
    ...text.flatMap((line) => wrap(line, paper.width, "  ")),
    `  ${ink(paper, verdict, marks.verdict[verdict])} by itself: ${verdictWords[verdict].short}`,
  ];
  if (layers.length === 0 && verdict === "conditional")
    lines.push(...wrap("It asks only for what is to be confirmed, below.", paper.width, "  "));
  else if (layers.length === 0 && verdict !== "allowed")
    lines.push(...wrap("No rule on record of it speaks of this use.", paper.width, "  "));
  for (const { layer, rules } of layers) {
    lines.push(`  ${heading(layer)}`);
    for (const rule of rules) lines.push(...ruleLines(paper, names, rule, decision.on));
  }
  if (nearly.length > 0) lines.push("  What nearly counted");
  for (const rule of nearly) lines.push(...nearLines(paper, names, rule));
  return lines;
}

/** How a link came into the chain, and how sure it is that it is who it seems. */
function howKnown({ kind, identity, because }: ExplainedLink): string {
  const why = safeText(because);
  // Markets and laws are not recognised but chosen.
  if (kind === "law" || kind === "market") return sentence(`${why.charAt(0).toUpperCase()}${why.slice(1)}`);
  if (identity === "unknown") return sentence(`Nobody could tell what it is: ${why}`);
  const sure = identities[identity] ?? identity;
  return why === "" || sure.endsWith(why) ? `Known ${sure}.` : `Known ${sure}: ${why}.`;
}

/** Laws that look at the use and have no rule that counts or nearly counts in this answer. */
export function isSilentLaw({ kind, verdict, layers, nearly }: ExplainedLink): boolean {
  return kind === "law" && verdict === "allowed" && layers.length === 0 && nearly.length === 0;
}

function ruleLines(paper: Paper, names: Names, rule: Reason, on: string): readonly string[] {
  const { effect, fires, reading } = rule;
  const says = fires === "yes" ? (effects[effect] ?? effect) : `${effects[effect] ?? effect}, if it applies`;
  return [
    ...wrap(`${says}${ownNote(rule)}: ${sentence(reading)}`, paper.width, `    ${sign(paper, rule)} `),
    ...sourceLines(paper, names, rule, on, "        "),
  ];
}

/** "would forbid, if the annual revenue were above USD 1,000,000; you said USD 40,000" */
function nearLines(paper: Paper, names: Names, rule: NearRule): readonly string[] {
  const { effect, fact, wanted, value, from, reading, setsAside } = rule;
  const would = { permission: "would permit", prohibition: "would forbid", duty: "would ask" }[
    effect as "permission" | "prohibition" | "duty"
  ];
  const label = names.fact(fact).label;
  const is = names.value(fact, value);
  const origins: Readonly<Record<NearRule["from"], string>> = {
    stated: `you said ${is}`,
    record: `it is on record that it is ${is}`,
    prompt: "the words of the file say otherwise",
    meant: `nobody said so, which means ${is}`,
    link: `here it is ${is}`,
  };
  const aside = setsAside.length > 0 && effect === "permission" ? " and set aside what forbids it" : "";
  return wrap(
    `It ${would}${aside}, if "${label}" were ${wanted}; ${origins[from]}.${ownNote(rule)} ${sentence(reading)}`,
    paper.width,
    `    ${marksOn(paper).dot} `,
  );
}

function sign(paper: Paper, { effect, fires }: Reason): string {
  const { verdict, todo } = marksOn(paper);
  if (fires === "maybe") return verdict.unknown;
  if (effect === "duty") return todo;
  const kind = effect === "prohibition" ? "forbidden" : "allowed";
  return ink(paper, kind, verdict[kind]);
}

const heading = (layer: Layer): string => {
  const name = layerNames[layer];
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
};
