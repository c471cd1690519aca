/** The catalog: finds records of a ledger by file, look, party, verdict, use, date and open duty. */
export { Catalog } from "./catalog.ts";
export type { CatalogQuery, CatalogRecord, FoundCopy, OpenDuty, Statement } from "./catalog-query.ts";
export { FingerprintIndex, type NearFingerprint } from "./fingerprint-index.ts";
export { fingerprintImage } from "./fingerprint-image.ts";
export { copyDistance, greySide, perceptualHash, type PerceptualHash } from "./perceptual-hash.ts";
