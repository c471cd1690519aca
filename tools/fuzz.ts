/** `npm run fuzz NAME [-- options]`: long random runs, each in its own file. Without a name, the readers of files. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const runs: Readonly<Record<string, string>> = {
  evidence: "packages/evidence/fuzz/fuzz.ts",
  rights: "packages/cleartitle/fuzz/rights.ts",
};

const [first = "evidence", ...rest] = process.argv.slice(2);
const named = Object.hasOwn(runs, first);
if (!named && !first.startsWith("-")) {
  console.error(`No run is called "${first}". Runs: ${Object.keys(runs).join(", ")}`);
  process.exit(2);
}
const script = join(import.meta.dirname, "..", runs[named ? first : "evidence"] ?? "");
const options = named ? rest : process.argv.slice(2);
process.exitCode = spawnSync(process.execPath, [script, ...options], { stdio: "inherit" }).status ?? 1;
