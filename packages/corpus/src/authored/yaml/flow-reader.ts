import { quotedEnd, readQuoted, resolvePlain } from "./scalars.ts";
import { unusual } from "./unusual.ts";

/** Reads one flow collection, `{…}` or `[…]`, that begins at the start of a text. */
export class FlowReader {
  readonly #text: string;
  at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  collection(): unknown {
    return this.#text[this.at] === "{" ? this.#map() : this.#list();
  }

  #skip(): string | undefined {
    while (this.#text[this.at] === " ") this.at++;
    return this.#text[this.at];
  }

  #map(): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    this.at++;
    while (this.#skip() !== "}") {
      const key = this.#key();
      if (Object.hasOwn(result, key) || key === "__proto__") unusual();
      result[key] = this.#item();
      const separator = this.#skip();
      if (separator === ",") this.at++;
      else if (separator !== "}") unusual();
    }
    this.at++;
    return result;
  }

  #key(): string {
    const first = this.#text[this.at];
    if (first === '"' || first === "'") {
      const [value, end] = readQuoted(this.#text, this.at);
      this.at = end;
      if (this.#text[this.at] !== ":" || this.#text[this.at + 1] !== " ") unusual();
      this.at++;
      return value;
    }
    const match = /[A-Za-z_][\w.\-/]*(?=: )/uy;
    match.lastIndex = this.at;
    const key = match.exec(this.#text)?.[0];
    if (key === undefined || typeof resolvePlain(key) !== "string") return unusual();
    this.at += key.length + 1;
    return key;
  }

  #list(): unknown[] {
    const result: unknown[] = [];
    this.at++;
    while (this.#skip() !== "]") {
      result.push(this.#item());
      const separator = this.#skip();
      if (separator === ",") this.at++;
      else if (separator !== "]") unusual();
    }
    this.at++;
    return result;
  }

  #item(): unknown {
    const first = this.#skip();
    if (first === "{" || first === "[") return this.collection();
    if (first === '"' || first === "'") {
      const [value, end] = readQuoted(this.#text, this.at);
      this.at = end;
      return value;
    }
    const match = /[^,[\]{}]*/uy;
    match.lastIndex = this.at;
    const text = (match.exec(this.#text)?.[0] ?? "").trimEnd();
    if (text === "" || /^[&*!%@`|>#"']|^[?:-](?: |$)|: |:$| #/u.test(text)) unusual();
    this.at += text.length;
    return resolvePlain(text);
  }
}

/** The index after the bracket that closes the collection at the start of `text`; -1 where it is not closed. */
export function flowEnd(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === "{" || char === "[") depth++;
    else if (char === "}" || char === "]") {
      depth--;
      if (depth === 0) return at + 1;
    } else if ((char === '"' || char === "'") && /[ {[,]/u.test(text[at - 1] ?? "")) {
      const end = quotedEnd(text, at);
      if (end < 0) unusual(); // a quoted scalar over several lines
      at = end - 1;
    } else if (char === "#" && text[at - 1] === " ") unusual();
  }
  return -1;
}
