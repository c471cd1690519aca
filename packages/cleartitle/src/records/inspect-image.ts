import type { Inspection } from "../answer.ts";
import type { Cleartitle } from "../cleartitle.ts";
import { CleartitleError } from "../cleartitle-error.ts";

/** What a file says that must be an image. @throws CleartitleError `file-missing`, `not-a-file` or `file-unreadable` */
export async function inspectImage(
  cleartitle: Pick<Cleartitle, "inspect">,
  path: string,
): Promise<Inspection & { readonly sha256: string }> {
  return requireImage(await cleartitle.inspect(path));
}

/** @throws CleartitleError `file-unreadable` for what is no image that can be read */
export function requireImage(inspection: Inspection): Inspection & { readonly sha256: string } {
  const { file, sha256, format, problems } = inspection;
  if (sha256 !== null && format !== "unknown") return { ...inspection, sha256 };
  const why = problems.map(({ message }) => message).join(" ");
  throw new CleartitleError("file-unreadable", `${file} cannot be read as an image. ${why}`.trim());
}
