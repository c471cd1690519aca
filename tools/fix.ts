/** `npm run fix`: mends what a machine can mend, formatting and lint, and writes generated files anew where their tool is present. */
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

run("oxlint", "--type-aware", "--fix", ".");
run("oxfmt", ".");
