export type * from "./decision.ts";
export type { Question } from "./question.ts";
export type { Alternative } from "./fixes.ts";
export { decide, NOTICE, type DecideOptions } from "./decide.ts";
export { compile, type Engine } from "./compile.ts";
export { PLACE_ASK } from "./places/across-places.ts";
export { explainWhy, type Why } from "./why.ts";
export { listNearMisses, type NearMiss } from "./near-misses.ts";
export { answerLine, tableAnswer, type TableAnswer } from "./table-answer.ts";
