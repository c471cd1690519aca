export type * from "./corpus.ts";
export { BEGINNING, holdsOn } from "./date-bound.ts";
