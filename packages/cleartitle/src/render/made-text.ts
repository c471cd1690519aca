import type { Evidence, ModelClaim } from "@cleartitle/evidence";
import type { Decision, LinkVerdict } from "@cleartitle/rights";

import { safeText, shortText } from "../terminal/safe-text.ts";
import type { Names } from "./names.ts";

const engines: ReadonlySet<string> = new Set(["checkpoint", "unet"]);

/** What the file says about its making, in one sentence. */
export function madeText(
  names: Names,
  { tool, service, models, adapters, madeByAI, contentCredentials }: Evidence,
): string {
  if (madeByAI === "no-evidence") return "The file says nothing about having been made by AI.";
  const makers = [
    service === null ? null : (service.name ?? names.party(service.id)),
    tool === null || tool.id === service?.id ? null : names.party(tool.id),
  ].flatMap((name) => (name === null ? [] : [safeText(name)]));
  const used = models.flatMap((model) =>
    engines.has(model.role) && model.applied !== false ? [shortText(calledModel(model), 60)] : [],
  );
  const extra = adapters.flatMap((model) =>
    model.applied === false ? [] : [shortText(calledModel(model), 60)],
  );
  return [
    `Made by AI${makers.length > 0 ? ` with ${makers.join(" and ")}` : ""}`,
    used.length > 0 ? `; model ${used.join(", ")}` : "",
    extra.length > 0 ? `; adapter ${extra.join(", ")}` : "",
    contentCredentials.state === "valid" ? "; with valid Content Credentials" : "",
    ".",
  ].join("");
}

/** A model by the best that the file says of it. */
function calledModel({ name, hash, version, air }: ModelClaim): string {
  return (
    name ?? hash ?? (version === undefined ? air : `Civitai model version ${version}`) ?? "one without a name"
  );
}

/**
 * The links that rights pass through, each with how we know who it is. A plan stands behind that: no file says on which plan it was made, and
 * what is known of the service is not how the plan is known.
 */
export function chainLines(names: Names, { chain }: Decision): readonly string[] {
  // A gateway is a link for each model that it ran, and says the same of each.
  const lines = chain.map((link) => {
    const doubt = link.identity === "unknown" && link.name !== "" ? "not recognised" : "";
    const notes = [doubt, shortText(link.because, 160)].filter((note) => note !== "");
    const { plan, ...without } = link;
    const told = `${linkText(names, without)}${notes.length === 0 ? "" : ` (${notes.join(": ")})`}`;
    return plan === undefined ? told : `${told}; on the plan ${safeText(plan)}`;
  });
  return [...new Set(lines)];
}

/** `model: sd_xl_base_1.0 is Stable Diffusion XL 1.0` */
export function linkText(names: Names, { kind, party, name, plan, own }: LinkVerdict): string {
  const called = name === "" ? "not named" : shortText(name, 60);
  const known = party === null ? null : names.party(party);
  const is = known === null || known === called ? called : `${called} is ${known}`;
  return `${kind}: ${is}${plan === undefined ? "" : `, plan ${safeText(plan)}`}${own === true ? ", with your own terms" : ""}`;
}
