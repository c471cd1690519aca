export type * from "./corpus.ts";
export { BEGINNING, holdsOn } from "./date-bound.ts";
export { formatFinding, type Finding } from "./finding.ts";
export { findByFileName } from "./lookup/find-by-file-name.ts";
export { findByHash, type HashMatch } from "./lookup/find-by-hash.ts";
export { findParty, suggestParty } from "./lookup/find-party.ts";
export { findPlan, suggestPlan } from "./lookup/find-plan.ts";
export { coversUse, usePath } from "./lookup/use-path.ts";
export { nearest } from "./nearest.ts";
