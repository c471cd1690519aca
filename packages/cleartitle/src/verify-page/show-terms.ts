import { element, webLink, type Child } from "./element.ts";
import { cut } from "./long-text.ts";

/** No more rules, and no more versions of a text, than these are laid out. */
const most = 300;

/**
 * The rules that came with the proof, each with the link to its source and the dates on which it was read. Nothing vouches for their shape,
 * so every field may be anything.
 */
export function showTerms(rules: readonly unknown[]): Child {
  const shown = rules.slice(0, most).map((rule) => element("li", { dir: "auto" }, ruleOf(objectOf(rule))));
  return [element("ul", {}, shown), more(rules.length - most)];
}

function ruleOf({ party, effect, reading, source, grade, versions }: Fields): Child {
  const { title, url, at } = objectOf(source);
  const place = textIn(at) === "" ? textIn(title) : `${textIn(title)}, ${textIn(at)}`;
  const dates = Array.isArray(versions) ? versions.slice(0, most).map(versionOf) : [];
  return [
    `${textIn(party)} (${textIn(effect)}): ${cut(textIn(reading), 2000)}`,
    element("br", {}),
    element(
      "span",
      { class: "faint" },
      webLink(url, place === "" ? "source" : place),
      `; grade: ${textIn(grade)}`,
    ),
    dates.map((date) => [element("br", {}), element("span", { class: "faint" }, date)]),
  ];
}

function versionOf(version: unknown): string {
  const { version: id, digest, seen } = objectOf(version);
  const { first, last } = objectOf(seen);
  const read =
    textIn(first) === "" ? "not read by us" : `first read ${textIn(first)}, last read ${textIn(last)}`;
  const kept = textIn(digest) === "" ? "no copy kept" : `SHA-256 of the text ${textIn(digest)}`;
  return `Version of ${textIn(id)}: ${read}; ${kept}`;
}

function more(count: number): Child {
  return count > 0 ? element("p", {}, `… and ${count} more.`) : null;
}

type Fields = Readonly<Record<string, unknown>>;

function objectOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

function textIn(value: unknown): string {
  return typeof value === "string" ? cut(value, 2000) : "";
}
