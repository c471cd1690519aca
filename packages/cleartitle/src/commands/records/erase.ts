import { CleartitleError } from "../../cleartitle-error.ts";
import { findNamed } from "../../records/name-record.ts";
import type { ExitStatus, Surroundings } from "../../surroundings.ts";
import { Output } from "../../terminal/output.ts";
import { openWriter, type RecordsOptions } from "./records-options.ts";

export interface EraseOptions extends RecordsOptions {
  readonly reason?: string;
}

/** `cleartitle erase RECORD FIELD…`: erases private fields for good. The record stays, and so does every proof of it. */
export async function erase(
  name: string,
  fields: readonly string[],
  options: EraseOptions,
  around: Surroundings,
): Promise<ExitStatus> {
  const writer = await openWriter(options, around);
  try {
    const found = await findNamed(await writer.read(), name);
    if (found.length !== 1)
      throw new CleartitleError(
        "usage",
        `${found.length} records are about ${name}: name one by its number, for example ${found[0]?.position}.`,
      );
    const { position } = found[0]!;
    const all = fields.length === 1 && fields[0] === "all";
    const written = await writer.erase(position, all ? "all" : fields, options.reason);
    const output = new Output(around.stdout);
    if (options.json === true)
      await output.write(`${JSON.stringify({ record: position, erasure: written.index })}\n`);
    else
      await output.write(
        `Erased from record ${position}; record ${written.index} says so. Proofs still hold. Copies and backups of the folder \`private\` that you made yourself still hold it.\n`,
      );
    return 0;
  } finally {
    await writer.close();
  }
}
