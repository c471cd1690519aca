/** `npm run bench [ROOM] [ARGUMENT…]`: runs the benches of a room, or says which there are. Timings never fail anything. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";

const [room, ...rest] = process.argv.slice(2);
const here = import.meta.dirname;
const rooms = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "node_modules")
  .map(({ name }) => name);

if (room === undefined || !rooms.includes(room)) {
  console.error(`npm run bench ROOM, where ROOM is one of: ${rooms.join(", ")}`);
  process.exitCode = 2;
} else {
  const processor = cpus()[0]?.model ?? "unknown processor";
  console.log(
    `${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${cpus().length} × ${processor}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB\n`,
  );
  for (const script of scriptsOf(room)) {
    const { status } = spawnSync(process.execPath, [script, ...rest], { stdio: "inherit" });
    if (status !== 0) process.exitCode = 2;
  }
}

/** A room's `run.ts` is the whole of it; without one, each script of its folder is a bench. */
function scriptsOf(name: string): readonly string[] {
  const main = join(here, name, "run.ts");
  if (existsSync(main)) return [main];
  return readdirSync(join(here, name))
    .filter((file) => file.endsWith(".ts"))
    .toSorted()
    .map((file) => join(here, name, file));
}
