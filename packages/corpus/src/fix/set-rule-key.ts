/**
 * Writes one key of a rule as a single line, leaving every other line as people wrote it. Gives the text unchanged where the
 * rule is not laid out in blocks, or has the key over several lines.
 */
export function setRuleKey(text: string, rule: string, key: string, value: string, before: string): string {
  const lines = text.split("\n");
  const start = lines.indexOf(`  ${rule}:`);
  if (start < 0) return text;
  const length = lines.slice(start + 1).findIndex((line) => /^ {0,2}[^\s#]/u.test(line));
  const end = length < 0 ? lines.length : start + 1 + length;
  const find = (name: string): number =>
    lines.findIndex((line, at) => at > start && at < end && line.startsWith(`    ${name}:`));
  const line = `    ${key}: ${value}`;
  const present = find(key);
  if (present >= 0) {
    if (!/\]\s*(?:#.*)?$/u.test(lines[present] ?? "")) return text;
    return lines.with(present, line).join("\n");
  }
  const at = find(before);
  return at < 0 ? text : lines.toSpliced(at, 0, line).join("\n");
}
