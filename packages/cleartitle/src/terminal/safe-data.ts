import { safeText } from "./safe-text.ts";

/**
 * Data with every text in it made fit to be shown: names of models, prompts and file names turn up in many places of an answer, and it
 * takes only one forgotten to give a terminal orders. Numbers, truth values and null stay as they are.
 */
export function safeData<T>(data: T): T {
  return safe(data) as T;
}

function safe(data: unknown): unknown {
  if (typeof data === "string") return safeText(data);
  if (Array.isArray(data)) return data.map(safe);
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, safe(value)]));
}
