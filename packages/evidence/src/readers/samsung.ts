import type { Carriers, TextCarrier } from "../carriers.ts";
import type { Findings } from "../findings.ts";
import { isRecord, numberOf, parseJson } from "./json.ts";

/** Galaxy AI keeps `{"genAIType":n}` behind the end of the image; 0 means that nothing was generated. */
export function readSamsung(carriers: Carriers): Findings[] {
  const carrier = carriers.texts.find(
    (candidate) => candidate.kind === "trailer" && candidate.text.includes("genAIType"),
  );
  if (carrier === undefined) return [];
  const value = parseJson(between(carrier));
  const type = isRecord(value) ? numberOf(value["genAIType"]) : undefined;
  if (type === undefined || type === 0) return [];
  const claim = { at: carrier.at, strength: "structured" as const };
  return [
    {
      ...claim,
      ai: true,
      services: [{ id: "samsung", name: "Samsung Galaxy AI", ...claim }],
      parameters: { genAIType: type },
    },
  ];
}

function between(carrier: TextCarrier): string {
  return carrier.text.slice(carrier.text.indexOf("{"), carrier.text.lastIndexOf("}") + 1);
}
