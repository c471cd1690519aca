export { contentFacts, type ContentFacts, type ContentQuestion } from "./content-facts.ts";
export type { Confidence, ContentFact, Finding, PublicDomain } from "./finding.ts";
export type { NameKind } from "./name.ts";
export { scanPrompt, type ScanOptions } from "./scan-prompt.ts";
export { scanWritten } from "./scan-written.ts";
export type { TextPlace, Written, WrittenFinding } from "./written.ts";
