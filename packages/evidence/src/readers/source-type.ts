import type { Carriers } from "../carriers.ts";
import type { Findings } from "../findings.ts";

/** IPTC NewsCodes for the digital source type (cv.iptc.org/newscodes/digitalsourcetype) and those C2PA adds; retired ones too. */
const CODES = [
  "trainedAlgorithmicMedia",
  "compositeWithTrainedAlgorithmicMedia",
  "compositeSynthetic",
  "algorithmicallyEnhanced",
  "algorithmicMedia",
  "dataDrivenMedia",
  "virtualRecording",
  "digitalCapture",
  "computationalCapture",
  "negativeFilm",
  "positiveFilm",
  "print",
  "compositeCapture",
  "screenCapture",
  "digitalCreation",
  "humanEdits",
  "composite",
  "digitalArt",
  "softwareImage",
  "minorHumanEdits",
  "empty",
  "trainedAlgorithmicData",
  "multiFrameComputationalCapture",
] as const;

const BY_LOWER: ReadonlyMap<string, string> = new Map(CODES.map((code) => [code.toLowerCase(), code]));

/** Codes that say that a trained model had a part. `algorithmicMedia` does not: an algorithm without training is not AI. */
const AI_CODES: ReadonlySet<string> = new Set([
  "trainedAlgorithmicMedia",
  "compositeWithTrainedAlgorithmicMedia",
  "compositeSynthetic",
  "trainedAlgorithmicData",
]);

/** Codes that say that a camera or scanner took the picture. */
const CAPTURE_CODES: ReadonlySet<string> = new Set([
  "digitalCapture",
  "computationalCapture",
  "multiFrameComputationalCapture",
  "negativeFilm",
  "positiveFilm",
  "print",
  "compositeCapture",
]);

/** The bare code of a digital source type in any spelling: http or https, the c2pa.org address, or the code alone; unknown ones as they are. */
export function sourceTypeCode(value: string): string | null {
  const trimmed = value.trim().replace(/\/$/, "");
  if (trimmed === "" || trimmed.length > 300) return null;
  const cut = Math.max(trimmed.lastIndexOf("/"), trimmed.lastIndexOf("#"), trimmed.lastIndexOf(":"));
  const last = trimmed.slice(cut + 1);
  return BY_LOWER.get(last.toLowerCase()) ?? (/^[A-Za-z]{3,60}$/.test(last) ? last : null);
}

export function isAiSourceType(code: string): boolean {
  return AI_CODES.has(code);
}

export function isCaptureSourceType(code: string): boolean {
  return CAPTURE_CODES.has(code);
}

/** The property was called `DigitalSourcefileType` in IPTC Extension 1.0; writers differ in its case. */
export const SOURCE_TYPE_FIELDS: readonly string[] = [
  ":DigitalSourceType",
  ":digitalSourceType",
  ":digitalsourcetype",
  ":DigitalSourcefileType",
  ":DigitalSourceFileType",
];

/** `Iptc4xmpExt:DigitalSourceType` of XMP (IPTC Photo Metadata Standard 2025.1), under whatever prefix the packet gives it. */
export function readSourceType(carriers: Carriers): Findings[] {
  const findings: Findings[] = [];
  for (const carrier of carriers.texts) {
    if (carrier.kind !== "xmp" || !SOURCE_TYPE_FIELDS.some((name) => carrier.key.endsWith(name))) continue;
    const code = sourceTypeCode(carrier.text);
    if (code === null) continue;
    const claim = { at: carrier.at, strength: "structured" as const };
    findings.push({ ...claim, ai: isAiSourceType(code), digitalSourceTypes: [{ ...claim, value: code }] });
  }
  return findings;
}
