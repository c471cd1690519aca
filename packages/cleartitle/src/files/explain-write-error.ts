import { CleartitleError } from "../cleartitle-error.ts";

/** What the system said about a file that was to be written, in words that tell a person what to do. */
export function explainWriteError(path: string, error: unknown): CleartitleError {
  if (error instanceof CleartitleError) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return new CleartitleError("output-unwritable", explanation(path, code, error), error);
}

function explanation(path: string, code: string, error: unknown): string {
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return `${path} cannot be written: there is no such folder; make it first, or name another.`;
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return `${path} may not be written by you; name a file in a folder of yours.`;
    case "ENOSPC":
    case "EDQUOT":
      return `${path} could not be written: no room is left there; make room, or name another place.`;
    default:
      return `${path} could not be written: ${error instanceof Error ? error.message : String(error)}`;
  }
}
