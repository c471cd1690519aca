import { join } from "node:path";

import { build } from "tsdown";

/**
 * Bundles an entry with all that it imports into one module for browsers, and gives back its text: readable, and the same bytes for the same
 * sources. `entry` is a path. Throws where anything is left that a browser would have to look for, as a built-in of Node.
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
  const chunks = (bundle?.chunks ?? []).flatMap((chunk) => (chunk.type === "chunk" ? [chunk] : []));
  const [chunk] = chunks;
  const left = [...(chunk?.imports ?? []), ...(chunk?.dynamicImports ?? [])];
  if (chunk === undefined || chunks.length > 1 || left.length > 0)
    throw new Error(`${entry} became ${chunks.length} chunks, which import ${left.join(", ") || "nothing"}`);
  return chunk.code;
}
