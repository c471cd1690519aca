import type { PreparedPublication } from "./publication-record.ts";
import { publicationStanding, type PublicationStanding, type PublishedFile } from "./publication-standing.ts";
import type { RecordedAnswer } from "./record-answers.ts";
import type { RecordsWriter } from "./records.ts";
import { writeOnce } from "./write-once.ts";

/** What became of a publication, and what the records before it say. */
export interface RecordedPublication extends RecordedAnswer, PublicationStanding {
  readonly sha256: string;
  /** The market's id, or the place in words. */
  readonly where: string;
  readonly use: string;
}

/** Records that this file was published, whatever the decision about it says: it has happened. The same on one day is once. */
export async function recordPublication(
  writer: RecordsWriter,
  file: PublishedFile,
  publication: PreparedPublication,
): Promise<RecordedPublication> {
  const { sha256 } = file;
  const standing = await publicationStanding(await writer.read(), file, publication);
  const recorded = await writeOnce(writer, publication.recordOf(sha256));
  const { where, use } = publication;
  return { sha256, use, where, ...recorded, ...standing };
}
