import { LedgerError } from "../ledger-error.ts";
import { quoted } from "./quoted.ts";

/** What JSON may hold before anything is built from it. */
export interface JsonLimits {
  /** Texts, numbers, lists and objects, all in all. */
  readonly values: number;
  readonly depth: number;
}

/** What records and bundles keep to by far: a decision with every rule that it cites has some thousand values. */
export const shapeOfRecords: JsonLimits = { values: 100_000, depth: 64 };

/**
 * Looks through JSON text without building anything, in one pass: how much it holds, how deep it goes, and whether a
 * name stands twice in one object, where every reader would take another of the two. What else is wrong with the text
 * is for the parser to say. Throws `malformed`; `what` names the text.
 */
export function checkJsonShape(text: string, what: string, { values, depth }: JsonLimits): void {
  /** For each object that is open the names in it; null for a list. */
  const open: (Set<string> | null)[] = [];
  let names = false;
  let count = 1;
  for (let at = 0; at < text.length; at += 1) {
    switch (text[at]) {
      case '"': {
        const end = endOfText(text, at);
        if (names) addName(open.at(-1), text.slice(at, end), what);
        at = end - 1;
        break;
      }
      case "{":
      case "[":
        open.push(text[at] === "{" ? new Set() : null);
        names = text[at] === "{";
        count += 1;
        break;
      case "}":
      case "]":
        open.pop();
        names = false;
        break;
      case ",":
        names = open.at(-1) instanceof Set;
        count += 1;
        break;
      case ":":
        names = false;
        break;
      default:
    }
    if (count > values) throw refused(what, `it holds more than ${values} values`);
    if (open.length > depth) throw refused(what, `it is nested more than ${depth} levels deep`);
  }
}

/** The index behind the quote that closes the text which begins at `start`. */
function endOfText(text: string, start: number): number {
  for (let at = start + 1; ; at += 1) {
    at = text.indexOf('"', at);
    if (at < 0) return text.length;
    let backslashes = 0;
    while (text[at - 1 - backslashes] === "\\") backslashes += 1;
    if (backslashes % 2 === 0) return at + 1;
  }
}

function addName(names: Set<string> | null | undefined, written: string, what: string): void {
  // One name can be written in several ways, as a letter and as its escape.
  const name = written.includes("\\") ? nameOf(written) : written.slice(1, -1);
  if (names?.has(name) === true) throw refused(what, `the name ${quoted(name)} stands twice in one object`);
  names?.add(name);
}

function nameOf(written: string): string {
  try {
    return String(JSON.parse(written));
  } catch {
    return written;
  }
}

function refused(what: string, why: string): LedgerError {
  return new LedgerError(
    "malformed",
    `${what} is refused: ${why}`,
    "No proof of Cleartitle is like this: ask its owner what this is.",
  );
}
