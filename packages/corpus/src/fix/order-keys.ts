import { parse } from "yaml";
import { canonicalJson } from "../compile/canonical-json.ts";

/** The order in which people read a party: who it is, what it holds, what it says. */
const PARTY_ORDER =
  "id kind name aliases operator home since note territory licence base components files names hosts market plans complete silent documents rules".split(
    " ",
  );
/** The order in which people read a rule: about what, what it says, when it fires, where it stands, how good it is. */
const RULE_ORDER =
  "topic layer reading effect duty value qualifiers uses when exception-to alternative source in-force known corrected grade review withdrawn note".split(
    " ",
  );

/**
 * Puts the keys of a party and of its rules in their usual order, moving whole lines and the comments above them. A text that does
 * not come out with the same content is left as it was.
 */
export function orderKeys(text: string): string {
  const lines = text.split("\n");
  const ordered = orderBlock(lines, 0, PARTY_ORDER).flatMap((block) =>
    block.key === "rules" ? orderRules(block.lines) : block.lines,
  );
  const result = ordered.join("\n");
  return result === text || !sameContent(text, result) ? text : result;
}

interface Block {
  /** Undefined for what stands before the first key. */
  readonly key: string | undefined;
  readonly lines: readonly string[];
}

function orderRules(lines: readonly string[]): readonly string[] {
  return blocksOf(lines, 2).flatMap((rule) =>
    rule.key === undefined
      ? rule.lines
      : orderBlock(rule.lines, 4, RULE_ORDER).flatMap((block) => block.lines),
  );
}

function orderBlock(lines: readonly string[], indent: number, order: readonly string[]): readonly Block[] {
  const last = lines.findLastIndex((line) => line !== "");
  const blocks = blocksOf(lines.slice(0, last + 1), indent);
  const rank = ({ key }: Block): number =>
    key === undefined ? -1 : order.includes(key) ? order.indexOf(key) : order.length;
  return [...blocks.toSorted((a, b) => rank(a) - rank(b)), { key: undefined, lines: lines.slice(last + 1) }];
}

/** Cuts lines before every key at an indentation; comments directly above a key go with it. */
function blocksOf(lines: readonly string[], indent: number): readonly Block[] {
  const blocks: { key: string | undefined; lines: string[] }[] = [{ key: undefined, lines: [] }];
  const key = new RegExp(`^ {${indent}}(?<key>[^\\s#:'"{\\[-][^:]*?):(?: |$)`, "u");
  const comment = new RegExp(`^ {${indent}}#`, "u");
  for (const line of lines) {
    const found = key.exec(line)?.groups?.["key"];
    const current = blocks.at(-1);
    if (found === undefined || current === undefined) {
      current?.lines.push(line);
      continue;
    }
    const above: string[] = [];
    while (comment.test(current.lines.at(-1) ?? "")) above.unshift(current.lines.pop() ?? "");
    blocks.push({ key: found, lines: [...above, line] });
  }
  return blocks;
}

function sameContent(before: string, after: string): boolean {
  try {
    return canonicalJson(parse(before)) === canonicalJson(parse(after));
  } catch {
    return false;
  }
}
