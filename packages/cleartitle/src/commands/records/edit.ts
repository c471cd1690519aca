import { prepareEdit, recordEdit } from "../../records/edit-record.ts";
import { asOption } from "../../records/require-text.ts";
import type { ExitStatus, Surroundings } from "../../surroundings.ts";
import { Output } from "../../terminal/output.ts";
import { safeText } from "../../terminal/safe-text.ts";
import { openTerms } from "../open-terms.ts";
import { openWriter, type RecordsOptions } from "./records-options.ts";

export interface EditOptions extends RecordsOptions {
  readonly tool: string;
  readonly what: string;
  readonly by?: string;
}

/** `cleartitle edit BEFORE AFTER --tool TOOL --what TEXT`: puts on record that a person changed an image, and says which marks of origin were lost. */
export async function edit(
  before: string,
  after: string,
  options: EditOptions,
  around: Surroundings,
): Promise<ExitStatus> {
  const cleartitle = await openTerms({}, around);
  const { tool, what, by } = options;
  const prepared = await prepareEdit(cleartitle, { before, after, tool, what, by }, asOption);
  const writer = await openWriter(options, around);
  try {
    const recorded = await recordEdit(writer, prepared);
    const output = new Output(around.stdout);
    if (options.json === true) await output.write(`${JSON.stringify(recorded, null, 2)}\n`);
    else {
      const how = recorded.written ? "Recorded as" : "Already on record as";
      const { tool: named } = prepared.record.body;
      await output.write(
        `${safeText(`${how} ${recorded.record}: ${after} was made from ${before} with ${named}.`)}\n`,
      );
    }
    for (const { message } of recorded.warnings) around.stderr.write(`cleartitle: ${safeText(message)}\n`);
    if (prepared.look.kind === "no-sharp")
      around.stderr.write(
        "The package sharp is not installed, so changed copies of this image will not be found by how they look.\n",
      );
    if (prepared.look.kind === "not-decoded")
      around.stderr.write(
        safeText(
          `${after} has no fingerprint, so changed copies of it will not be found: ${prepared.look.why}.`,
        ) + "\n",
      );
    return 0;
  } finally {
    await writer.close();
  }
}
