import { flowEnd, FlowReader } from "./flow-reader.ts";
import { readQuoted, resolvePlain } from "./scalars.ts";
import { UNUSUAL, unusual } from "./unusual.ts";

/**
 * The part of YAML 1.2 in which nearly every file of the corpus is written, read several times faster than a full parser does:
 * block mappings and sequences, flow collections, plain and quoted scalars, simple block scalars, comments.
 *
 * INVARIANT: for any text it either gives exactly the value that a full YAML 1.2 (core schema) parser gives, or undefined.
 * Whatever is unusual or wrong is left to the full parser, which also words the complaint. `simple-yaml.test.ts` holds the two against
 * each other.
 */
export function readSimpleYaml(text: string): unknown {
  if (/[\t\r\u0085\u2028\u2029\ufeff]|[^\S\n]$|^(?:---|\.\.\.|%)/mu.test(text)) return undefined;
  try {
    return new SimpleReader(text).read();
  } catch (error) {
    if (error === UNUSUAL) return undefined;
    throw error;
  }
}

interface Line {
  /** -1 for a blank line. */
  readonly indent: number;
  /** The text from the first character that is not a space. There are no trailing spaces in texts read here. */
  readonly content: string;
}

/** Characters of a flow collection over several lines. */
const LONGEST_FLOW = 4000;

class SimpleReader {
  readonly #lines: Line[];
  #at = 0;

  constructor(text: string) {
    this.#lines = text.split("\n").map((raw) => {
      const start = raw.search(/[^ ]/u);
      return { indent: start, content: start < 0 ? "" : raw.slice(start) };
    });
  }

  read(): unknown {
    const first = this.#nextContent();
    if (first === undefined || first.indent !== 0 || !startsMapping(first.content)) return unusual();
    const value = this.#mapping(0);
    if (this.#nextContent() !== undefined) unusual();
    return value;
  }

  /** Moves past blank and comment lines; the line that follows, or undefined at the end. */
  #nextContent(): Line | undefined {
    for (; this.#at < this.#lines.length; this.#at++) {
      const line = this.#lines[this.#at];
      if (line !== undefined && line.indent >= 0 && line.content[0] !== "#") return line;
    }
    return undefined;
  }

  /** The next line that is not blank; nothing is moved past. */
  #nextFilled(): Line | undefined {
    let at = this.#at;
    while (this.#lines[at]?.indent === -1) at++;
    return this.#lines[at];
  }

  #mapping(indent: number): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    for (;;) {
      const line = this.#nextContent();
      if (line === undefined || line.indent < indent) return result;
      if (line.indent > indent || !startsMapping(line.content)) unusual();
      const [key, rest] = splitKey(line.content);
      if (Object.hasOwn(result, key) || key === "__proto__") unusual();
      result[key] = this.#value(rest, indent, true);
    }
  }

  #sequence(indent: number): unknown[] {
    const result: unknown[] = [];
    for (;;) {
      const line = this.#nextContent();
      if (line === undefined || line.indent < indent) return result;
      if (line.indent > indent) unusual();
      if (line.content !== "-" && !line.content.startsWith("- ")) {
        return result; // a sequence at the indentation of its key ends at the next key
      }
      const rest = line.content.slice(1).trimStart();
      if (rest === "" || rest[0] === "#" || !startsMapping(rest)) {
        if (rest === "-" || rest.startsWith("- ")) unusual();
        result.push(this.#value(rest, indent, false));
      } else {
        const column = indent + line.content.length - rest.length;
        this.#lines[this.#at] = { indent: column, content: rest };
        result.push(this.#mapping(column));
      }
    }
  }

  /** The value whose first characters are `rest`, on the current line, of an entry at `indent`. */
  #value(rest: string, indent: number, ofKey: boolean): unknown {
    if (rest === "" || rest[0] === "#") return this.#nested(indent, ofKey);
    switch (rest[0]) {
      case "{":
      case "[":
        return this.#flow(rest, indent);
      case '"':
      case "'": {
        const [value, end] = readQuoted(rest, 0);
        if (!endsLine(rest, end)) unusual();
        this.#at++;
        const next = this.#nextContent();
        if (next !== undefined && next.indent > indent) unusual();
        return value;
      }
      case "|":
      case ">":
        return this.#blockScalar(rest, indent);
      default:
        return this.#plain(rest, indent);
    }
  }

  #nested(indent: number, ofKey: boolean): unknown {
    this.#at++;
    const line = this.#nextContent();
    if (line === undefined) return null;
    const isSequence = line.content === "-" || line.content.startsWith("- ");
    if (isSequence && (line.indent > indent || (ofKey && line.indent === indent)))
      return this.#sequence(line.indent);
    if (line.indent <= indent) return null;
    return startsMapping(line.content) ? this.#mapping(line.indent) : unusual();
  }

  #plain(rest: string, indent: number): unknown {
    const end = commentStart(rest);
    let text = (end < 0 ? rest : rest.slice(0, end)).trimEnd();
    if (/^[&*!%@`,\]}|>#]|^[?:-](?: |$)|: |:$/u.test(text)) unusual();
    this.#at++;
    let folded = false;
    for (
      let line = this.#lines[this.#at];
      line !== undefined && line.indent > indent;
      line = this.#lines[this.#at]
    ) {
      if (
        end >= 0 ||
        line.content[0] === "#" ||
        commentStart(line.content) >= 0 ||
        /: |:$/u.test(line.content)
      )
        unusual();
      text += ` ${line.content}`;
      folded = true;
      this.#at++;
    }
    if (this.#lines[this.#at]?.indent === -1) {
      // A blank line inside a folded scalar is a line break; rare enough to leave to the full parser.
      const next = this.#nextFilled();
      if (next !== undefined && next.indent > indent) unusual();
    } else {
      const next = this.#nextContent();
      if (next !== undefined && next.indent > indent) unusual();
    }
    return folded ? text : resolvePlain(text);
  }

  #blockScalar(header: string, indent: number): string {
    if (!/^[|>]-?$/u.test(header)) unusual();
    const keep = header[0] === "|";
    this.#at++;
    const parts: string[] = [];
    const first = this.#lines[this.#at];
    if (first === undefined || first.indent <= indent) return unusual();
    for (
      let line = this.#lines[this.#at];
      line !== undefined && line.indent === first.indent;
      line = this.#lines[this.#at]
    ) {
      parts.push(line.content);
      this.#at++;
    }
    // A blank or deeper line here has rules of its own; the text must end with a line break for the clipping rule to be simple.
    const after = this.#lines[this.#at];
    if (after === undefined || after.indent > indent) unusual();
    if (after.indent === -1) {
      const next = this.#nextFilled();
      if (next !== undefined && next.indent > indent) unusual();
    }
    return parts.join(keep ? "\n" : " ") + (header.endsWith("-") ? "" : "\n");
  }

  #flow(rest: string, indent: number): unknown {
    let text = rest;
    let close = flowEnd(text);
    while (close < 0) {
      this.#at++;
      const line = this.#lines[this.#at];
      if (line === undefined || line.indent <= indent || line.content[0] === "#") return unusual();
      if (!/[,{[]$/u.test(text) && !/^[,}\]]/u.test(line.content)) unusual(); // a scalar folded over lines
      text += ` ${line.content}`;
      if (text.length > LONGEST_FLOW) unusual(); // each line is looked at with all before it
      close = flowEnd(text);
    }
    if (!endsLine(text, close)) unusual();
    this.#at++;
    const next = this.#nextContent();
    if (next !== undefined && next.indent > indent) unusual();
    const reader = new FlowReader(text);
    const value = reader.collection();
    if (reader.at !== close) unusual();
    return value;
  }
}

function startsMapping(content: string): boolean {
  return /^(?:[A-Za-z0-9_][\w.\-/ ]*|"(?:[^"\\])*"|'[^']*'):(?: |$)/u.test(content);
}

/** Splits `key: rest`; the rest is without leading spaces. */
function splitKey(content: string): readonly [key: string, rest: string] {
  if (content[0] === '"' || content[0] === "'") {
    const [key, end] = readQuoted(content, 0);
    return [key, content.slice(end + 1).trimStart()];
  }
  const colon = content.search(/:(?: |$)/u);
  const key = content.slice(0, colon);
  if (key.endsWith(" ") || key.includes(" #") || typeof resolvePlain(key) !== "string") unusual();
  return [key, content.slice(colon + 1).trimStart()];
}

function commentStart(text: string): number {
  return text.indexOf(" #");
}

function endsLine(text: string, at: number): boolean {
  return /^(?: *| +#.*)$/u.test(text.slice(at));
}
