import { readFile } from "node:fs/promises";

import { explainFileError } from "../../files/explain-file-error.ts";
import { planImport } from "../../records/plan-import.ts";
import { readImport } from "../../records/read-import.ts";
import type { ExitStatus, Surroundings } from "../../surroundings.ts";
import { Output } from "../../terminal/output.ts";
import { safeText } from "../../terminal/safe-text.ts";
import { openWriter, type RecordsOptions } from "./records-options.ts";

/** `cleartitle import FILE`: records what is on record elsewhere, marked as recorded later. What is here already is passed over. */
export async function importRecords(
  path: string,
  options: RecordsOptions,
  around: Surroundings,
): Promise<ExitStatus> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw explainFileError(path, error);
  });
  const { records, leftOut } = readImport(text, path);
  const writer = await openWriter(options, around);
  try {
    const { fresh, alreadyThere, leftOut: notHere } = await planImport(await writer.read(), records);
    await writer.write(fresh);
    const allLeftOut = [...leftOut, ...notHere];
    for (const { where, why } of allLeftOut)
      around.stderr.write(`cleartitle: ${safeText(where)} is left out: ${why}.\n`);
    const counts = { imported: fresh.length, alreadyThere, leftOut: allLeftOut.length };
    await new Output(around.stdout).write(
      options.json === true
        ? `${JSON.stringify(counts)}\n`
        : `${fresh.length} imported, marked as recorded later; ${alreadyThere} were on record already; ${allLeftOut.length} left out.\n`,
    );
    return 0;
  } finally {
    await writer.close();
  }
}
