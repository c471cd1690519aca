/** `npm run fix`: mends what a machine can mend in the corpus, writes its generated views anew, then formatting and lint. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const run = (program: string, ...args: string[]): void => {
  const { status } = spawnSync(join(root, "node_modules/.bin", program), args, {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) process.exitCode = 1;
};

run("node", "tools/corpus/fix.ts");
run("node", "tools/corpus/generate.ts");
run("oxlint", "--type-aware", "--fix", ".");
run("oxfmt", ".");
