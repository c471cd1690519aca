import type { Evidence } from "@cleartitle/evidence";
import type { Decision } from "@cleartitle/rights";

import { safeText, shortText } from "../terminal/safe-text.ts";

/** What the file says about its making, in one sentence. */
export function madeText(evidence: Evidence): string {
  const { tool, service, models, adapters, madeByAI, contentCredentials } = evidence;
  if (madeByAI === "no-evidence") return "The file says nothing about having been made by AI.";
  const maker = [service?.name ?? service?.id, tool?.id]
    .filter((name) => name !== undefined)
    .map((name) => safeText(name));
  const model = models
    .filter(({ applied }) => applied !== false)
    .map(({ name, hash }) => shortText(name ?? hash ?? "an unnamed model", 60));
  const extra = adapters
    .filter(({ applied }) => applied !== false)
    .map(({ name, hash }) => shortText(name ?? hash ?? "an unnamed adapter", 60));
  const signed = contentCredentials.state === "valid" ? ", signed" : "";
  return [
    `Made by AI${maker.length > 0 ? ` with ${maker.join(" through ")}` : ""}${signed}`,
    model.length > 0 ? `; model ${model.join(", ")}` : "",
    extra.length > 0 ? `; adapter ${extra.join(", ")}` : "",
    ".",
  ].join("");
}

/** The links that rights pass through, each with how we know it. */
export function chainLines({ chain }: Decision): readonly string[] {
  return chain.map(({ kind, name, plan, identity, because }) => {
    const of = plan === undefined ? "" : `, plan ${safeText(plan)}`;
    const known = identity === "unknown" ? "not recognised" : (knownBy[identity] ?? identity);
    return `${kind} ${shortText(name, 60)}${of} (${known}${because === "" ? "" : `: ${shortText(because, 120)}`})`;
  });
}

const knownBy: Readonly<Record<string, string>> = {
  hash: "by its file's hash",
  declared: "as you say",
  stated: "as the file says",
  inferred: "only by its name",
};
