import type { RawView } from "@cleartitle/evidence";

import type { Paper } from "../terminal/paper.ts";
import { safeText } from "../terminal/safe-text.ts";
import { ink } from "./ink.ts";

/** Everything a file holds beside its pixels, as it lies there: where, which bytes, and the text line by line. */
export function rawText(paper: Paper, file: string, view: RawView): string {
  const size = view.width === null || view.height === null ? "" : `, ${view.width} × ${view.height}`;
  const lines = [ink(paper, "strong", safeText(file)), `  ${view.format}${size}`];
  for (const { at, kind, start, end, text, cut, understood, note } of view.carriers) {
    const remarks = [kind, `bytes ${start}–${end}`, ...(understood ? [] : ["not understood"])];
    lines.push(`  ${ink(paper, "strong", safeText(at))}  ${remarks.join(", ")}`);
    if (note !== null) lines.push(`    ${safeText(note)}`);
    // Lines stay lines; whatever else could steer a terminal becomes visible.
    for (const line of text === null ? [] : text.split(/\r\n|[\r\n]/)) lines.push(`    ${safeText(line)}`);
    if (cut) lines.push("    … and more, which is not shown");
  }
  if (view.carriers.length === 0) lines.push("  No text and no block of metadata was found.");
  for (const { message } of view.problems) lines.push(`  ! ${safeText(message)}`);
  return `${lines.join("\n")}\n`;
}
