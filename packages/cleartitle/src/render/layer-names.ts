import type { Layer } from "@cleartitle/corpus";

/** The parts of an answer, in words and in their order. */
export const layerNames: Readonly<Record<Layer, string>> = {
  source: "source",
  inputs: "inputs",
  "people-and-marks": "people and marks",
  destination: "destination",
  disclosure: "disclosure",
};
