import type { Json, MarketData } from "@cleartitle/corpus";
import { plain } from "./markdown.ts";

/** The data of a market as nested lists, in the order in which a contributor needs it. */
export function marketList(market: MarketData): readonly string[] {
  const parts: readonly (readonly [string, Json])[] = [
    [
      "Accepts AI content",
      `${market.acceptsAi}${market.basis === "none" ? "" : ` (${market.basis})`}${market.since === null ? "" : `, since ${market.since}`}`,
    ],
    ["Has a generator of its own", market.hasGenerator],
    ["Belongs to", market.parent],
    ["Labels", market.labels],
    ["Content rules", market.contentRules],
    ["Titles, keywords, files of metadata", market.metadata],
    ["Technical limits", market.technical],
    ["Upload", market.upload],
  ];
  return parts.flatMap(([label, data]) => dataLines(label, data, 0));
}

function dataLines(label: string, data: Json, depth: number): readonly string[] {
  const indent = "  ".repeat(depth);
  if (data === null || data === "") return [];
  if (typeof data !== "object") return [`${indent}- ${plain(label)}: ${plain(words(data))}`];
  if (isList(data)) {
    if (data.length === 0) return [];
    const short = data.every((item) => typeof item !== "object" || item === null);
    return short
      ? [`${indent}- ${plain(label)}: ${data.map((item) => plain(words(item as string))).join(", ")}`]
      : [
          `${indent}- ${plain(label)}:`,
          ...data.flatMap((item, index) => dataLines(String(index + 1), item, depth + 1)),
        ];
  }
  const lines = Object.entries(data).flatMap(([key, value]) =>
    dataLines(key.replaceAll("-", " "), value, depth + 1),
  );
  return lines.length === 0 ? [] : [`${indent}- ${plain(label)}:`, ...lines];
}

function isList(data: Json): data is readonly Json[] {
  return Array.isArray(data);
}

function words(data: string | number | boolean | null): string {
  return data === true ? "yes" : data === false ? "no" : String(data);
}
