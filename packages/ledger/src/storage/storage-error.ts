import { LedgerError } from "../ledger-error.ts";

/** Puts a failed file operation into words. `doing` reads like "writing journal/0". */
export function storageError(doing: string, cause: unknown): LedgerError {
  if (cause instanceof LedgerError) return cause;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
      return new LedgerError(
        "no-space",
        `no space is left on the disk (${doing})`,
        "Free some space and open the log again; everything acknowledged is kept.",
        cause,
      );
    case "EROFS":
    case "EACCES":
    case "EPERM":
      return new LedgerError(
        "read-only",
        `the folder may not be written to (${doing}: ${code})`,
        "Give yourself the right to write to it; reading and verifying work without.",
        cause,
      );
    default:
      return new LedgerError(
        "storage-failed",
        `${doing} failed${code === "" ? "" : ` with ${code}`}: ${cause instanceof Error ? cause.message : String(cause)}`,
        "Check the disk, then open the log again; everything acknowledged is kept.",
        cause,
      );
  }
}
