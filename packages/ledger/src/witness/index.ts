/**
 * The witness: what a second party runs to see that a log only grows, and what a log sends to it.
 * Formats: C2SP tlog-witness, tlog-cosignature.
 */
export { openWitness, type WitnessOptions } from "./open-witness.ts";
export { Witness, type WitnessAnswer } from "./witness.ts";
export { formatWitnessRequest, parseWitnessRequest, type WitnessRequest } from "./witness-request.ts";
