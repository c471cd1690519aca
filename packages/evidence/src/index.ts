export type * from "./evidence.ts";
export type * from "./credential-reader.ts";
export type { Findings, Stated } from "./findings.ts";
export type { ByteSource } from "./byte-source.ts";
export { fromBlob, fromBytes } from "./byte-source.ts";
