import { existsSync } from "node:fs";

import type { NewRecord } from "@cleartitle/ledger/records";

import type { Cleartitle } from "../cleartitle.ts";
import { CleartitleError } from "../cleartitle-error.ts";
import { requireReadable } from "../files/read-image.ts";
import { lostMarks, type EditWarning } from "./lost-marks.ts";
import { inspectImage } from "./inspect-image.ts";
import { hashOf } from "./name-record.ts";
import { lookAt, type Look } from "./picture-fingerprint.ts";
import type { RecordedAnswer } from "./record-answers.ts";
import type { RecordsWriter } from "./records.ts";
import { requireText, type Naming } from "./require-text.ts";
import { writeOnce } from "./write-once.ts";

/** That a person changed an image. */
export interface EditToRecord {
  /** The image file that it was, or its SHA-256 where the file is gone. */
  readonly before: string;
  /** The image file that it became. */
  readonly after: string;
  /** The program, for example `Krita 5.2`. */
  readonly tool: string;
  /** What was changed and why, in the person's own words; kept beside the log. */
  readonly what: string;
  /** Who changed it; kept beside the log. */
  readonly by?: string | undefined;
}

/** What became of an edit, and which marks of origin it lost. */
export interface RecordedEdit extends RecordedAnswer {
  /** SHA-256 of both files. */
  readonly before: string;
  readonly after: string;
  readonly warnings: readonly EditWarning[];
}

export interface PreparedEdit {
  readonly record: NewRecord<"edit">;
  readonly warnings: readonly EditWarning[];
  readonly look: Look;
}

/**
 * Reads both images and checks what is said about the edit.
 *
 * @throws CleartitleError `file-missing`, `not-a-file` or `file-unreadable` for what is no image, `usage` for a text that does not fit, or where
 * both are the same file
 */
export async function prepareEdit(
  cleartitle: Pick<Cleartitle, "inspect">,
  { before, after, tool, what, by }: EditToRecord,
  naming: Naming,
): Promise<PreparedEdit> {
  const said = {
    tool: requireText(tool, naming("tool"), "name"),
    what: requireText(what, naming("what"), "long"),
    ...(by === undefined ? {} : { by: requireText(by, naming("by"), "name") }),
  };
  const isHash = !existsSync(before) && /^(?:sha256:)?[0-9a-f]{64}$/i.test(before);
  const was = isHash ? null : await inspectImage(cleartitle, before);
  const is = await inspectImage(cleartitle, after);
  const from = was?.sha256 ?? (await hashOf(before));
  if (from === is.sha256)
    throw new CleartitleError(
      "usage",
      `${before} and ${after} are the same file, byte for byte: name the file before and the one after the edit.`,
    );
  const look = await lookAt(after, is.sha256);
  return {
    record: {
      kind: "edit",
      body: {
        before: from,
        after: {
          sha256: is.sha256,
          bytes: requireReadable(after).size,
          ...(is.width === null ? {} : { width: is.width }),
          ...(is.height === null ? {} : { height: is.height }),
        },
        ...(look.kind === "seen" ? { fingerprint: look.fingerprint } : {}),
        ...said,
      },
    },
    warnings: was === null ? [notCompared] : lostMarks(was, is),
    look,
  };
}

const notCompared: EditWarning = {
  code: "not-compared",
  message:
    "Of the file before the edit only the hash was given, so nobody could look whether a mark of origin was lost.",
};

/** Records an edit; the very same is once. */
export async function recordEdit(
  writer: RecordsWriter,
  { record, warnings }: PreparedEdit,
): Promise<RecordedEdit> {
  const { before, after } = record.body;
  const recorded = await writeOnce(writer, record);
  return { before, after: after.sha256, ...recorded, warnings };
}
