/** A control signal that never leaves the simple reader, made once so that throwing it costs no stack. */
export const UNUSUAL: Error = new Error("unusual YAML");

/** Leaves the text to the full parser. */
export function unusual(): never {
  throw UNUSUAL;
}
