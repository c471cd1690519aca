/** Plain line ends, no spaces at the end of a line, one line end at the end of the file. Indentation is left to people. */
export function tidyText(text: string): string {
  return `${text
    .replace(/^\u{FEFF}/u, "")
    .replaceAll(/\r\n?/gu, "\n")
    .replaceAll(/[ \t\u{A0}]+$/gmu, "")
    .replace(/\n*$/u, "")}\n`;
}
