import { quoted } from "@cleartitle/ledger/verify";

import { element, webLink, type Child } from "./element.ts";

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
  return [
    `${textIn(party)} (${textIn(effect)}): ${textIn(reading)}`,
    element("br", {}),
    element(
      "span",
      { class: "faint" },
      webLink(url, place === "" ? "source" : place),
      `; grade: ${textIn(grade)}`,
    ),
    Array.isArray(versions) ? versionsOf(versions.map(objectOf)) : null,
  ];
}

/** One version in a line; several folded under a line that says when the last of them was read. */
function versionsOf(versions: readonly Fields[]): Child {
  if (versions.length < 2) return versions.map((one) => element("div", { class: "faint" }, versionText(one)));
  const read = versions.map(({ seen }) => textIn(objectOf(seen)["last"])).toSorted();
  const items = versions.slice(0, most).map((one) => element("li", {}, versionText(one)));
  return element(
    "details",
    { class: "faint" },
    element("summary", {}, `${versions.length} versions of the text, last read ${read.at(-1) || "never"}`),
    element("ul", {}, items),
    more(versions.length - most),
  );
}

function versionText({ version, digest, seen }: Fields): string {
  const { first, last } = objectOf(seen);
  const read =
    textIn(first) === "" ? "not read by us" : `first read ${textIn(first)}, last read ${textIn(last)}`;
  const kept = textIn(digest) === "" ? "no copy kept" : `SHA-256 of the text ${textIn(digest)}`;
  return `Version of ${textIn(version)}: ${read}; ${kept}`;
}

function more(count: number): Child {
  return count > 0 ? element("p", {}, `… and ${count} more.`) : null;
}

type Fields = Readonly<Record<string, unknown>>;

function objectOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

function textIn(value: unknown): string {
  return typeof value === "string" && value !== "" ? quoted(value, 2000) : "";
}
