import { safeText } from "../terminal/safe-text.ts";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Text fit for XML 1.0, in elements and attributes: control characters and others that no XML may hold become visible escapes. */
export function xmlText(text: string): string {
  return safeText(text)
    .replaceAll(/[\ufffe\uffff]/g, (mark) => `\\u{${mark.charCodeAt(0).toString(16)}}`)
    .replaceAll(/[&<>"']/g, (mark) => entities[mark] ?? mark);
}
