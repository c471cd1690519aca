import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";

import { explainWriteError } from "../../files/explain-write-error.ts";
import type { Surroundings } from "../../surroundings.ts";
import { Output } from "../../terminal/output.ts";
import { safeText } from "../../terminal/safe-text.ts";
import { readVerifyPage } from "../../verify-page/read-verify-page.ts";

/**
 * Writes the page that checks proofs, and says its SHA-256: every copy of one version is the same, so that two people can compare theirs.
 * There is no such option for `prove`, on purpose: a page from the one whose proof is checked proves nothing.
 */
export async function writeVerifyPage(path: string, around: Surroundings): Promise<void> {
  const page = await readVerifyPage();
  if (path === "-") {
    await new Output(around.stdout).write(page);
  } else {
    await writeFile(path, page).catch((error: unknown) => {
      throw explainWriteError(path, error);
    });
  }
  const digest = createHash("sha256").update(page).digest("hex");
  const place =
    path === "-" ? "The page that checks proofs" : `The page that checks proofs is in ${path}. It`;
  around.stderr.write(safeText(`${place} has the SHA-256 ${digest}.`) + "\n");
}
