/** A key or a number of a JSON text, and where it starts. */
export interface JsonToken {
  readonly kind: "key" | "number";
  /** For a key the path that it ends; for a number its place. */
  readonly path: readonly (string | number)[];
  /** As it is written, quotes and escapes included. */
  readonly literal: string;
  readonly offset: number;
  /** The object that a key belongs to: two keys of one have the same number. */
  readonly object: number;
}

const token = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|[{}[\],:]|true|false|null/gs;

/** The keys and numbers of a JSON text that was parsed before, in their order, each with its place. Linear in the text. */
export function* walkJson(text: string): Generator<JsonToken> {
  const path: (string | number)[] = [];
  const open: { readonly isList: boolean; readonly object: number }[] = [];
  let objects = 0;
  let takesKey = false;
  for (const { 0: literal, index: offset } of text.matchAll(token)) {
    const inside = open.at(-1);
    switch (literal) {
      case "{":
      case "[":
        objects += 1;
        open.push({ isList: literal === "[", object: objects });
        path.push(literal === "[" ? 0 : "");
        takesKey = literal === "{";
        break;
      case "}":
      case "]":
        open.pop();
        path.pop();
        takesKey = false;
        break;
      case ",":
        if (inside?.isList === true) path[path.length - 1] = Number(path.at(-1)) + 1;
        else takesKey = true;
        break;
      case ":":
        takesKey = false;
        break;
      default:
        if (takesKey && inside !== undefined) {
          path[path.length - 1] = JSON.parse(literal) as string;
          yield { kind: "key", path: [...path], literal, offset, object: inside.object };
        } else if (/^[-\d]/.test(literal))
          yield { kind: "number", path: [...path], literal, offset, object: 0 };
    }
  }
}
