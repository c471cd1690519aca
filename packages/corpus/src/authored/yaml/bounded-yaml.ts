import { type Document, isScalar, LineCounter, parseDocument, visit } from "yaml";

/** What a file of YAML may hold; every one that a person writes by hand is far below. */
export interface YamlLimits {
  readonly characters: number;
  readonly lines: number;
  /** Keys and items of lists, counted by the marks that begin or divide them, also within texts. */
  readonly entries: number;
  readonly aliases: number;
}

export const yamlLimits: YamlLimits = {
  characters: 1_048_576,
  lines: 100_000,
  entries: 25_000,
  aliases: 100,
};

/** Something wrong with the text, and where. `code` is the parser's where the complaint is. */
export interface YamlProblem {
  readonly code: string;
  readonly message: string;
  readonly line: number;
}

export interface ParsedYaml {
  readonly document: Document.Parsed;
  readonly lineAt: (offset: number) => number;
}

/**
 * Parses YAML of a stranger in time that grows with its length alone. The limits are looked at before anything is built; names that stand twice are
 * found by looking each up, where the parser compares every pair; aliases are counted before one is followed.
 */
export function parseBoundedYaml(
  text: string,
  limits: YamlLimits = yamlLimits,
): ParsedYaml | { readonly problems: readonly YamlProblem[] } {
  const over = beyondLimits(text, limits);
  if (over !== null) return { problems: [over] };
  const lines = new LineCounter();
  const lineAt = (offset: number): number => Math.max(1, lines.linePos(offset).line);
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
    const problems = [...document.errors, ...document.warnings].map(({ code, message, pos }) => ({
      code,
      message,
      line: lineAt(pos[0]),
    }));
    if (problems.length > 0) return { problems };
    const found = lookThrough(document, limits, lineAt);
    return found.length > 0 ? { problems: found } : { document, lineAt };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return {
      problems: [
        { code: "TOO_DEEP", message: "It is nested too deeply. Write it with few levels.", line: 1 },
      ],
    };
  }
}

/** The first limit that a text is beyond, found without parsing it; null where it is within all of them. */
export function beyondLimits(text: string, limits: YamlLimits = yamlLimits): YamlProblem | null {
  const beyond = (limit: number, what: string, line: number): YamlProblem => ({
    code: "TOO_LARGE",
    message: `The file has more than ${limit.toLocaleString("en-US")} ${what}, and no more are read. Take out what is not needed, or divide it.`,
    line,
  });
  if (text.length > limits.characters) return beyond(limits.characters, "characters", 1);
  let line = 1;
  let entries = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === newline) line += 1;
    else if (code === comma || code === bracket || code === brace) entries += 1;
    else if (code === colon || code === dash || code === mark) {
      const next = text.charCodeAt(at + 1);
      // At the end of the text there is no next one, which is a NaN.
      if (!(next > space)) entries += 1;
    }
    if (entries > limits.entries) return beyond(limits.entries, "keys and items", line);
    if (line > limits.lines) return beyond(limits.lines, "lines", line);
  }
  return null;
}

const [newline, space, comma, dash, colon, mark, bracket, brace] = Array.from("\n ,-:?[{", (character) =>
  character.charCodeAt(0),
) as [number, number, number, number, number, number, number, number];

function lookThrough(
  document: Document.Parsed,
  limits: YamlLimits,
  lineAt: (offset: number) => number,
): readonly YamlProblem[] {
  const problems: YamlProblem[] = [];
  let aliases = 0;
  visit(document, {
    Map(_, map) {
      const names = new Set<string>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const name = `${typeof key.value} ${String(key.value)}`;
        if (names.has(name))
          problems.push({
            code: "DUPLICATE_KEY",
            message: "Map keys must be unique",
            line: lineAt(key.range?.[0] ?? 0),
          });
        names.add(name);
      }
    },
    Alias(_, alias) {
      aliases += 1;
      if (aliases <= limits.aliases) return undefined;
      problems.push({
        code: "TOO_MANY_ALIASES",
        message: `The file has more than ${limits.aliases} aliases (*${alias.source}). Write the values out.`,
        line: lineAt(alias.range?.[0] ?? 0),
      });
      return visit.BREAK;
    },
  });
  return problems;
}
