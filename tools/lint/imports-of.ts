/** One import of a source file, as far as the lint of the rooms needs it. */
export interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
  readonly line: number;
}

/** `import … from "x"` and `export … from "x"`, over several lines too. Our formatter starts each at a line's beginning. */
const fromImport = /^(?:import|export)\s+(type\s)?[^;"'()]*?\bfrom\s*["']([^"']+)["']/gm;
const bareImport = /^import\s*["']([^"']+)["']/gm;
const dynamicImport = /\bimport\(\s*["']([^"']+)["']\s*\)/g;
/** Workers and other files that are started by their address. */
const fileAddress = /new URL\(\s*["'](\.[^"']+)["']\s*,\s*import\.meta\.url\s*\)/g;

/**
 * Every import of a source text: static, dynamic and by address. Works on text whose comments are gone (`withoutComments`),
 * and knows our own style only: it is a lint for this repository, not a parser.
 */
export function importsOf(text: string): readonly Import[] {
  const lineAt = (index: number): number => text.slice(0, index).split("\n").length;
  const found: Import[] = [];
  for (const match of text.matchAll(fromImport)) {
    found.push({ specifier: match[2] ?? "", typeOnly: match[1] !== undefined, line: lineAt(match.index) });
  }
  for (const pattern of [bareImport, dynamicImport, fileAddress]) {
    for (const match of text.matchAll(pattern)) {
      found.push({ specifier: match[1] ?? "", typeOnly: false, line: lineAt(match.index) });
    }
  }
  return found;
}

/** Blanks comments out and keeps every line where it was. `://` inside a string is not a comment. */
export function withoutComments(text: string): string {
  return text
    .replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, " "))
    .replaceAll(/(^|[^:"'`\\])\/\/[^\n]*/gm, "$1");
}
