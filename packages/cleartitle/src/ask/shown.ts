const longest = 40;

/** A value in a few words; nothing of it is called, because whatever it has may throw. */
export function shown(given: unknown): string {
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
