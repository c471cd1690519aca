import { lstatSync } from "node:fs";

import { CleartitleError } from "../cleartitle-error.ts";

/** What the system said about a path, in words that tell a person what to do. */
export function explainFileError(path: string, error: unknown): CleartitleError {
  if (error instanceof CleartitleError) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const [kind, message] = explanation(path, code, error);
  return new CleartitleError(kind, message, error);
}

function explanation(
  path: string,
  code: string,
  error: unknown,
): readonly ["file-missing" | "file-unreadable", string] {
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      // What is no UTF-8 in a name arrives as this mark, and the name cannot be told any more.
      if (path.includes("\ufffd"))
        return ["file-unreadable", `${path} has a name that is not UTF-8; rename it to read it.`];
      if (code === "ENOENT" && isLink(path))
        return ["file-missing", `${path} is a link to a file that does not exist; name the file itself.`];
      return ["file-missing", `${path} does not exist; check the spelling, and quote names with blanks.`];
    case "EACCES":
    case "EPERM":
      return [
        "file-unreadable",
        `${path} may not be read by you; ask its owner or change its permissions (chmod +r).`,
      ];
    case "ELOOP":
      return ["file-unreadable", `${path} is a link that leads round in a circle; name the file itself.`];
    case "EMFILE":
    case "ENFILE":
      return [
        "file-unreadable",
        `${path} could not be opened: too many files are open; close some and try again.`,
      ];
    case "ENAMETOOLONG":
      return [
        "file-missing",
        "A path is longer than the system allows; check that names are divided by blanks.",
      ];
    default:
      return [
        "file-unreadable",
        `${path} could not be read: ${error instanceof Error ? error.message : String(error)}`,
      ];
  }
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}
