import type { Inspection, RecognisedModel } from "../answer.ts";
import type { Paper } from "../terminal/paper.ts";
import { displayWidth } from "../terminal/display-width.ts";
import { safeText, shortText } from "../terminal/safe-text.ts";
import { wrap } from "../terminal/wrap.ts";
import { nameLines } from "./content-text.ts";
import { ink } from "./ink.ts";
import { madeText } from "./made-text.ts";
import type { Names } from "./names.ts";

const longestPrompt = 300;

/** What a file says about how it was made, for people. */
export function inspectionText(paper: Paper, names: Names, inspection: Inspection): string {
  const {
    file,
    format,
    width,
    height,
    tool,
    service,
    gateway,
    models,
    adapters,
    contentCredentials: credentials,
  } = inspection;
  const lines = [
    ink(paper, "strong", safeText(file)),
    ...wrap(madeText(names, inspection), paper.width, "  "),
  ];
  const row = (label: string, text: string | null | undefined): void => {
    if (text === null || text === undefined || text === "") return;
    const first = `  ${label.padEnd(14)}`;
    lines.push(...wrap(safeText(text), paper.width, first, " ".repeat(displayWidth(first))));
  };
  row("format", `${format}${width === null || height === null ? "" : `, ${width} × ${height}`}`);
  row(
    "tool",
    tool === null
      ? null
      : `${tool.id}${tool.version === null ? "" : ` ${tool.version}`} (${tool.at}, ${tool.strength})`,
  );
  row(
    "service",
    service === null ? null : `${service.name ?? service.id} (${service.at}, ${service.strength})`,
  );
  row(
    "gateway",
    gateway === null ? null : `${gateway.name ?? gateway.id} (${gateway.at}, ${gateway.strength})`,
  );
  for (const model of models) row(model.role, modelText(names, model));
  for (const adapter of adapters) row(adapter.role, modelText(names, adapter));
  row("prompt", inspection.prompt === null ? null : shortText(inspection.prompt, longestPrompt));
  row(
    "negative",
    inspection.negativePrompt === null ? null : shortText(inspection.negativePrompt, longestPrompt),
  );
  const { title = "", headline = "", description = "", keywords = [] } = inspection;
  row("title", shortText(title, longestPrompt));
  row("headline", shortText(headline, longestPrompt));
  row("description", shortText(description, longestPrompt));
  row("keywords", shortText(keywords.join(", "), longestPrompt));
  for (const text of nameLines(names, inspection.content)) row("names", text);
  row("parameters", parametersText(inspection));
  row(
    "made on",
    inspection.madeOn === null
      ? null
      : `${inspection.madeOn.date} (${inspection.madeOn.at}, ${inspection.madeOn.strength})`,
  );
  row("source type", inspection.digitalSourceType);
  const signed = [
    credentials.claimGenerator,
    credentials.signer === null ? null : `signed by ${credentials.signer}`,
  ];
  row(
    "credentials",
    credentials.state === "absent"
      ? null
      : [credentials.state, ...signed.filter((part) => part !== null)].join(", "),
  );
  row("found in", inspection.carriers.map(({ at }) => at).join(", "));
  row("sha256", inspection.sha256);
  for (const { message } of inspection.problems) lines.push(...wrap(safeText(message), paper.width, "  ! "));
  return `${lines.join("\n")}\n`;
}

function modelText(names: Names, { name, hash, hashKind, weight, applied, party }: RecognisedModel): string {
  const parts = [
    hash === null ? null : `${hashKind ?? "hash"} ${hash}`,
    weight === undefined ? null : `weight ${weight}`,
    applied === false ? "switched off" : null,
    party === null ? "not on record" : names.party(party),
  ];
  return `${shortText(name ?? "unnamed", 120)} (${parts.filter((part) => part !== null).join(", ")})`;
}

function parametersText({ parameters }: Inspection): string {
  const shown = Object.entries(parameters).filter(
    ([, value]) => typeof value === "string" || typeof value === "number",
  );
  return shown.map(([name, value]) => `${name} ${shortText(String(value), 40)}`).join(", ");
}
