import type { CatalogRecord } from "@cleartitle/catalog";

import { displayWidth } from "../terminal/display-width.ts";
import { safeText } from "../terminal/safe-text.ts";
import { wrap } from "../terminal/wrap.ts";
import { recordWords } from "../verify/record-words.ts";

interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/**
 * `12  2026-11-22 10:00  decision  conditional  stock-licensing  adobe-stock  31e35c80fc…`, whether it was recorded later, and what is to be
 * said behind it. One line for a program; on a terminal that is too narrow for it, lines that break between words.
 */
export function recordLine({ position, record }: CatalogRecord, screen: Screen, behind = ""): string {
  const { recorded, basis } = record.time;
  const time = `${recorded.slice(0, 10)} ${recorded.slice(11, 16)}Z`;
  const later = basis === "recorded-later" ? "  (recorded later)" : "";
  const head = safeText(`${String(position).padStart(5)}  ${time}  ${record.kind.padEnd(13)}  `);
  const words = safeText(`${recordWords(record)}${later}${behind === "" ? "" : `  ${behind}`}`);
  const width = screen.isTTY === true ? (screen.columns ?? 80) : Number.POSITIVE_INFINITY;
  if (displayWidth(head + words) <= width) return head + words;
  return wrap(words, width, head, " ".repeat(7)).join("\n");
}
