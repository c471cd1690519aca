import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { CleartitleError } from "../cleartitle-error.ts";

/**
 * The page that checks proofs: as it was built, beside the built code; in a checkout it is made anew from the sources, so that it can never
 * be older than they are.
 *
 * @throws CleartitleError `internal` where a checkout lacks what that takes
 */
export async function readVerifyPage(): Promise<string> {
  const built = join(import.meta.dirname, "verify-page.html");
  if (existsSync(built)) return readFile(built, "utf8");
  const builder = join(import.meta.dirname, "../../../../tools/verify-page.ts");
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [builder], {
      maxBuffer: 16 * 1024 * 1024,
    });
    return stdout;
  } catch (error) {
    const message =
      "The page could not be made from the sources of this checkout; npm ci installs what that takes.";
    throw new CleartitleError("internal", message, error);
  }
}
