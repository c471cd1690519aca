import { join } from "node:path";

import { pageDocument } from "cleartitle/node-page";

import { bundleForBrowser } from "./bundle-for-browser.ts";

/** The page that checks proofs, from the sources as they are. */
export async function buildVerifyPage(): Promise<string> {
  const entry = join(import.meta.dirname, "../../packages/cleartitle/src/verify-page/page.ts");
  return pageDocument(await bundleForBrowser(entry));
}
