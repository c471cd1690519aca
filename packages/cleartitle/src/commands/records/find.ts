import type { CatalogRecord } from "@cleartitle/catalog";

import { howFound } from "../../records/how-found.ts";
import { hashFile } from "../../records/name-record.ts";
import { lookAt } from "../../records/picture-fingerprint.ts";
import { recordLine } from "../../records/record-line.ts";
import type { ExitStatus, Surroundings } from "../../surroundings.ts";
import { Output } from "../../terminal/output.ts";
import { safeText } from "../../terminal/safe-text.ts";
import { openRecords, type RecordsOptions } from "./records-options.ts";
import { unlessStopped } from "../unless-stopped.ts";

/**
 * `cleartitle find IMAGE`: the records about a file, or about an image that looks like it: a copy that was scaled, encoded anew, stripped of
 * its metadata, recoloured or mirrored; and, told apart, one of which it seems to be a part. Status 0 where something was found, 1 where
 * nothing was.
 */
export async function find(path: string, options: RecordsOptions, around: Surroundings): Promise<ExitStatus> {
  const sha256 = await unlessStopped(hashFile(path), around.stop);
  const records = await openRecords(options, around);
  try {
    const exact = await records.catalog.find({ file: sha256 });
    const look = await lookAt(path);
    const { catalog } = records;
    const copies = look.kind === "seen" ? await catalog.findCopies(look.fingerprint) : [];
    const parts = look.kind === "seen" ? await catalog.findParts(look.picture) : [];
    const found = eachOnce([
      ...exact.map((one) => ({ ...one, by: "hash" as const, distance: 0, mirrored: false, cut: null })),
      ...copies.map((one) => ({ ...one, by: "look" as const })),
      ...parts.map((one) => ({ ...one, by: "part" as const })),
    ]);
    const output = new Output(around.stdout);
    if (options.json === true) {
      const shown = found.map(({ position, by, distance, mirrored, cut, record }) => ({
        index: position,
        by,
        distance,
        mirrored,
        cut,
        record,
      }));
      await output.write(
        `${JSON.stringify({ file: path, sha256, look: look.kind, found: shown }, null, 2)}\n`,
      );
    } else {
      for (const one of found)
        await output.write(`${recordLine(one, around.stdout, `[${howFound(one)}]`)}\n`);
      if (found.length === 0) await output.write(`No record is about ${safeText(path)}.\n`);
    }
    if (look.kind === "no-sharp")
      around.stderr.write(
        "Only the very same file was looked for: for changed copies the package sharp is needed (npm install sharp).\n",
      );
    if (look.kind === "flat")
      around.stderr.write(
        "Only the very same file was looked for: there is too little to see on this picture to tell it from others.\n",
      );
    if (look.kind === "not-decoded")
      around.stderr.write(safeText(`Only the very same file was looked for: ${look.why}.`) + "\n");
    return found.length > 0 ? 0 : 1;
  } finally {
    await records.close();
  }
}

/** A record that is found in several ways is shown once, for the strongest. */
function eachOnce<One extends CatalogRecord>(all: readonly One[]): readonly One[] {
  const seen = new Set<number>();
  return all.filter(({ position }) => !seen.has(position) && seen.add(position));
}
