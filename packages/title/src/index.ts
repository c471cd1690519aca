export type * from "./chain.ts";
export { alternativeChains, withEveryModel, type AlternativeChain } from "./alternatives.ts";
export {
  buildChain,
  buildUndatedChain,
  dateChain,
  type Asked,
  type Making,
  type UndatedChain,
} from "./build-chain.ts";
export { identify, type Identified } from "./identify.ts";
export { linkSpec, type LinkSpec } from "./link-spec.ts";
export { readDays } from "./made-between.ts";
export { makingFromEvidence, modelSpec, servicesOf, type Declared } from "./making-from-evidence.ts";
export { partyChain, partyQuestion } from "./party-chain.ts";
export { specsFromQuestion, type WrittenLink } from "./specs-from-question.ts";
export { groundOf, type Ground } from "./ground.ts";
export { touches } from "./territories.ts";
