import type { Strength } from "@cleartitle/evidence";

import type { Inspection } from "../../answer.ts";
import { safeText, shortText } from "../../terminal/safe-text.ts";
import type { Names } from "../names.ts";

const strengths: Readonly<Record<Strength, string>> = {
  signed: "signed by somebody who can be named",
  structured: "written by a machine, and anybody could have changed it",
  declared: "declared by a person",
  inferred: "concluded from how the text looks",
};

const longestPrompt = 300;

/** What the file says about its making, each with where it stands and how sure that is, and what it does not say. */
export function fileLines(names: Names, evidence: Inspection): readonly string[] {
  const { tool, service, gateway, models, adapters, madeOn, prompt, contentCredentials, digitalSourceType } =
    evidence;
  const from = ({ at, strength }: { at: string; strength: Strength }): string =>
    ` (${at}; ${strengths[strength]})`;
  const lines: string[] = [];
  const silent: string[] = [];
  const tell = (text: string | null, missing: string): void => {
    if (text === null) silent.push(missing);
    else lines.push(text);
  };
  tell(
    tool === null
      ? null
      : `Program: ${names.party(tool.id)}${tool.version === null ? "" : ` ${safeText(tool.version)}`}${from(tool)}`,
    "a program",
  );
  tell(
    service === null ? null : `Service: ${safeText(service.name ?? names.party(service.id))}${from(service)}`,
    "a service",
  );
  if (gateway !== null)
    lines.push(`Run by: ${safeText(gateway.name ?? names.party(gateway.id))}${from(gateway)}`);
  for (const { role, name, hash, hashKind, party, applied, at, strength } of [...models, ...adapters]) {
    const is = party === null ? "nobody on record" : names.party(party);
    const mark = hash === null ? "" : `, ${hashKind ?? "hash"} ${hash}`;
    const off = applied === false ? "; it was switched off" : "";
    lines.push(
      `${role}: ${shortText(name ?? "without a name", 100)}${mark}, which is ${is}${off}${from({ at, strength })}`,
    );
  }
  if (models.length === 0) silent.push("a model");
  tell(madeOn === null ? null : `Made on ${safeText(madeOn.date)}${from(madeOn)}`, "a day of making");
  tell(prompt === null ? null : `Prompt: ${shortText(prompt, longestPrompt)}`, "a prompt");
  if (digitalSourceType !== null) lines.push(`Source type: ${safeText(digitalSourceType)}`);
  tell(credentialText(contentCredentials), "Content Credentials");
  if (evidence.madeByAI === "no-evidence")
    lines.unshift("Nothing that says that AI made it, which proves nothing: such marks are easily lost.");
  if (silent.length > 0) lines.push(`It does not name ${silent.join(", ")}.`);
  return [...lines, ...evidence.problems.map(({ message }) => safeText(message))];
}

const states: Readonly<Record<Inspection["contentCredentials"]["state"], string>> = {
  valid: "valid, by a signer on the trust list",
  untrusted: "whole, but by a signer who is on no trust list",
  invalid: "broken: they do not fit the file",
  absent: "",
};

function credentialText({ state, signer, claimGenerator }: Inspection["contentCredentials"]): string | null {
  if (state === "absent") return null;
  const who = [
    signer === null ? [] : [`signed by ${signer}`],
    claimGenerator === null ? [] : [`made by ${claimGenerator}`],
  ].flat();
  return `Content Credentials: ${states[state]}${who.length === 0 ? "" : ` (${safeText(who.join(", "))})`}`;
}
