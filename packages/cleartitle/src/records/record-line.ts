import type { CatalogRecord } from "@cleartitle/catalog";

import { recordWords } from "../verify/record-words.ts";

/** `12  2026-11-22 10:00  decision  conditional  stock-licensing  adobe-stock  31e35c80fc…`, and whether it was recorded later. */
export function recordLine({ position, record }: CatalogRecord): string {
  const { recorded, basis } = record.time;
  const time = `${recorded.slice(0, 10)} ${recorded.slice(11, 16)}Z`;
  const later = basis === "recorded-later" ? "  (recorded later)" : "";
  return `${String(position).padStart(5)}  ${time}  ${record.kind.padEnd(13)}  ${recordWords(record)}${later}`;
}
