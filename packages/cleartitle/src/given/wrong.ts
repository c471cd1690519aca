import { CleartitleError } from "../cleartitle-error.ts";

/**
 * What a caller without types is told: the type forbids it, but a program in JavaScript, or data that was never looked at, gets here all the same.
 *
 *     wrong("question.use", "text", 7)  →  usage: question.use takes text, not 7.
 */
export function wrong(place: string, wanted: string, given: unknown, cause?: unknown): CleartitleError {
  return new CleartitleError("usage", `${place} takes ${wanted}, not ${shown(given)}.`, cause);
}

const longest = 40;

/** A value in a few words; nothing of it is called, because whatever it has may throw. */
function shown(given: unknown): string {
  switch (typeof given) {
    case "string":
      return given.length > longest ? `a text of ${given.length} characters` : JSON.stringify(given);
    case "object":
      return given === null ? "null" : Array.isArray(given) ? "a list" : "an object";
    case "function":
      return "a function";
    case "symbol":
      return "a symbol";
    case "bigint":
      return `${given}n`;
    default:
      return String(given);
  }
}
