import { join } from "node:path";

import { build } from "tsdown";

/**
 * Bundles an entry with all that it imports into one module for browsers, and gives back its text: readable, and the same bytes for the same
 * sources. `entry` is a path.
 */
export async function bundleForBrowser(entry: string): Promise<string> {
  const [bundle] = await build({
    config: false,
    cwd: join(import.meta.dirname, "../.."),
    entry: { bundled: entry },
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
    dts: false,
    clean: false,
    deps: { alwaysBundle: [/./] },
    logLevel: "error",
    report: false,
  });
  const chunks = (bundle?.chunks ?? []).flatMap((chunk) => (chunk.type === "chunk" ? [chunk.code] : []));
  if (chunks.length !== 1) throw new Error(`${entry} became ${chunks.length} chunks where one was wanted`);
  return chunks.join("");
}
