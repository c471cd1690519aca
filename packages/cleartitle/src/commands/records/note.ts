import { aimOf } from "../../records/name-record.ts";
import type { ExitStatus, Surroundings } from "../../surroundings.ts";
import { Output } from "../../terminal/output.ts";
import { openWriter, type RecordsOptions } from "./records-options.ts";

export interface NoteOptions extends RecordsOptions {
  readonly by?: string;
}

/** `cleartitle note ABOUT TEXT`: why something was done, about a file or a record. The text is kept beside the log. */
export async function note(
  about: string,
  text: string,
  options: NoteOptions,
  around: Surroundings,
): Promise<ExitStatus> {
  const writer = await openWriter(options, around);
  try {
    const subject = await aimOf(await writer.read(), about);
    const by = options.by === undefined ? {} : { by: options.by };
    const [written] = await writer.write([{ kind: "note", body: { about: subject, text, ...by } }]);
    await new Output(around.stdout).write(
      options.json === true
        ? `${JSON.stringify({ record: written!.index, id: written!.record.id })}\n`
        : `Recorded as ${written!.index}.\n`,
    );
    return 0;
  } finally {
    await writer.close();
  }
}
