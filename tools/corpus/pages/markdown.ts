/** Text as Markdown shows it literally. */
export function plain(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>|]/gu, (character) => `\\${character}`).replaceAll(/\s+/gu, " ");
}

export function link(text: string, url: string | null): string {
  return url === null
    ? plain(text)
    : `[${plain(text)}](${url.replaceAll("(", "%28").replaceAll(")", "%29").replaceAll(" ", "%20")})`;
}

/** A table; cells are Markdown already. Empty where it has no rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line), ""];
}

/** A page: its paragraphs and lists, with the sign that nobody need edit it. */
export function page(lines: readonly string[]): string {
  const text = lines
    .join("\n")
    .replaceAll(/\n{3,}/gu, "\n\n")
    .trim();
  return `<!-- Made from corpus/ by tools/corpus/generate.ts: do not edit. -->\n\n${text}\n`;
}
