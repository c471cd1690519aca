import type { CleartitleErrorCode } from "../cleartitle-error.ts";
import { refusal, type Issue } from "./issue.ts";
import { pathText } from "./path-text.ts";
import { walkJson } from "./walk-json.ts";

/** Deeper than anything that Cleartitle reads. */
const deepest = 100;

/**
 * The value of a JSON text. Of two equal keys the last would win without a word, so that a fact could stand in it and not count: they are refused, with
 * line and column, at whatever depth. Linear in the text.
 *
 * @param name what the text is called in messages, for example `question`
 * @throws CleartitleError with one issue, which names line and column
 */
export function readJson(text: string, name: string, code: CleartitleErrorCode = "bad-json"): unknown {
  const { members, tooDeep } = scan(text);
  if (tooDeep !== null)
    throw refusal(code, [
      {
        code: "too-deep",
        path: [],
        expected: `at most ${deepest} levels`,
        received: "more",
        message: `${pathText([], name)} is nested more than ${deepest} levels deep (${placeIn(text, tooDeep)}).`,
        remedy: null,
      },
    ]);
  const value = parsed(text, name, code);
  if (members !== membersOf(value)) throw refusal(code, [duplicate(text, name)]);
  return value;
}

function parsed(text: string, name: string, code: CleartitleErrorCode): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    const issue: Issue = {
      code: "not-json",
      path: [],
      expected: "JSON",
      received: what,
      message: `${pathText([], name)} is not JSON: ${what}`,
      remedy: null,
    };
    throw refusal(code, [issue], error);
  }
}

/** How many members are written in it, and where it gets too deep. A text that is no JSON is told by the parser. */
function scan(text: string): { readonly members: number; readonly tooDeep: number | null } {
  let members = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case 0x22: // "
        at = endOfString(text, at);
        break;
      case 0x3a: // :
        members += 1;
        break;
      case 0x7b: // {
      case 0x5b: // [
        depth += 1;
        if (depth > deepest) return { members, tooDeep: at };
        break;
      case 0x7d: // }
      case 0x5d: // ]
        depth -= 1;
        break;
    }
  }
  return { members, tooDeep: null };
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at;
    if (code === 0x5c) at += 1;
  }
  return text.length;
}

/** How many members are left in what was parsed; its depth is bounded. */
function membersOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const each of value) count += membersOf(each);
    return count;
  }
  for (const key of Object.keys(value))
    count += 1 + membersOf((value as Readonly<Record<string, unknown>>)[key]);
  return count;
}

function duplicate(text: string, name: string): Issue {
  const seen = new Map<string, number>();
  for (const { kind, path, offset, object } of walkJson(text)) {
    if (kind !== "key") continue;
    const key = `${object} ${String(path.at(-1))}`;
    const first = seen.get(key);
    if (first !== undefined) {
      const where = `${placeIn(text, first)} and ${placeIn(text, offset)}`;
      return {
        code: "duplicate-key",
        path,
        expected: "each key once",
        received: JSON.stringify(path.at(-1)),
        message: `${pathText(path, name)} is written twice (${where}).`,
        remedy: "Write it once.",
      };
    }
    seen.set(key, offset);
  }
  return {
    code: "duplicate-key",
    path: [],
    expected: "each key once",
    received: "a key twice",
    message: `${pathText([], name)} has a key twice.`,
    remedy: "Write it once.",
  };
}

/** `line 3, column 14`, both counted from one. */
export function placeIn(text: string, offset: number): string {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  return `line ${line}, column ${offset - before.lastIndexOf("\n")}`;
}
