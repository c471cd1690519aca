/**
 * `npm run fix`: mends what a machine can mend (the corpus's style, lint, formatting) and writes the generated views of the corpus anew.
 * What is left for a person is told by `npm test`.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const run = (program: string, ...args: readonly string[]): void => {
  const { status } = spawnSync(program, args, { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
};

run(process.execPath, "tools/corpus/fix.ts");
run(process.execPath, "tools/corpus/generate.ts");
run(join(root, "node_modules/.bin/oxlint"), "--type-aware", "--fix", ".");
run(join(root, "node_modules/.bin/oxfmt"), ".");
