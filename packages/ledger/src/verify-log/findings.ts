import { LedgerError } from "../ledger-error.ts";
import { unfinished } from "../storage/storage.ts";
import type { LogProblem, LogProblemCode } from "./log-report.ts";

/** What a verification has found so far. */
export class Findings {
  readonly problems: LogProblem[] = [];
  readonly notes: string[] = [];

  add(code: LogProblemCode, file: string, entry: number | null, message: string): void {
    this.problems.push({ code, file, entry, message });
  }

  note(text: string): void {
    this.notes.push(text);
  }

  /** A file that no log has, or that an interrupted write left. */
  addStrange(path: string): void {
    if (path.endsWith(unfinished)) this.note(`${path}: left by a write that was interrupted`);
    else if (path.startsWith("lock.")) this.note(`${path}: left by a start that was interrupted`);
    else this.add("unexpected-file", path, null, "this file does not belong to the log");
  }

  /** Does the work; what it refuses becomes a problem of this file. */
  async attempt(code: LogProblemCode, file: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error;
      this.add(code, file, null, error.message);
    }
  }
}
