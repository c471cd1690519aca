/** The catalog: finds records of a ledger by file, look, party, verdict, use, date and open duty. */
export { Catalog } from "./catalog.ts";
export { indexProblem } from "./index-problem.ts";
export { rowsOfRecord } from "./rows-of-record.ts";
export type { CatalogQuery, CatalogRecord, FoundCopy, OpenDuty, Statement } from "./catalog-query.ts";
export { MemoryBudget } from "./look/memory-budget.ts";
export { fingerprintImage, type ImageLook } from "./look/fingerprint-image.ts";
export {
  copyDistance,
  greySide,
  hashAlgorithm,
  perceptualHash,
  type GreyPicture,
  type PerceptualHash,
} from "./look/perceptual-hash.ts";
export type { Cut } from "./look/picture-windows.ts";
