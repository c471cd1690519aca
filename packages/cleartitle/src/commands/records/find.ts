import { hashFile } from "../../records/name-record.ts";
import { lookAt } from "../../records/picture-fingerprint.ts";
import { recordLine } from "../../records/record-line.ts";
import { Records } from "../../records/records.ts";
import type { ExitStatus, Surroundings } from "../../surroundings.ts";
import { Output } from "../../terminal/output.ts";
import { safeText } from "../../terminal/safe-text.ts";
import { placeOf, type RecordsOptions } from "./records-options.ts";
import { unlessStopped } from "../unless-stopped.ts";

/**
 * `cleartitle find IMAGE`: the records about a file, or about an image that looks like it: a copy that was scaled, encoded anew, stripped of
 * its metadata or mirrored. Status 0 where something was found, 1 where nothing was.
 */
export async function find(path: string, options: RecordsOptions, around: Surroundings): Promise<ExitStatus> {
  const sha256 = await unlessStopped(hashFile(path), around.stop);
  const records = await Records.open(placeOf(options, around));
  try {
    const exact = await records.catalog.find({ file: sha256 });
    const look = await lookAt(path);
    const alike = look.kind === "seen" ? await records.catalog.findCopies(look.fingerprint) : [];
    const exactly = new Set(exact.map(({ position }) => position));
    const copies = alike.filter(({ position }) => !exactly.has(position));
    const found = [
      ...exact.map((one) => ({ ...one, by: "hash", distance: 0, mirrored: false })),
      ...copies.map((one) => ({ ...one, by: "look" })),
    ];
    const output = new Output(around.stdout);
    if (options.json === true) {
      const shown = found.map(({ position, by, distance, mirrored, record }) => ({
        index: position,
        by,
        distance,
        mirrored,
        record,
      }));
      await output.write(
        `${JSON.stringify({ file: path, sha256, look: look.kind, found: shown }, null, 2)}\n`,
      );
    } else {
      for (const one of found) {
        const how =
          one.by === "hash"
            ? "the same file"
            : `looks alike: ${one.distance} of 256 bits differ${one.mirrored ? ", mirrored" : ""}`;
        await output.write(`${safeText(`${recordLine(one)}  [${how}]`)}\n`);
      }
      if (found.length === 0) await output.write(`No record is about ${safeText(path)}.\n`);
    }
    if (look.kind === "no-sharp")
      around.stderr.write(
        "Only the very same file was looked for: for changed copies the package sharp is needed (npm install sharp).\n",
      );
    if (look.kind === "not-decoded")
      around.stderr.write(safeText(`Only the very same file was looked for: ${look.why}.`) + "\n");
    return found.length > 0 ? 0 : 1;
  } finally {
    await records.close();
  }
}
