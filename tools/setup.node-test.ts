/** The launcher and its set-up, run as a person would, with an `npm` of ours that only pretends to install. */
import assert from "node:assert/strict";
import { spawn, spawnSync, type SpawnSyncReturns } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

const checkout = join(import.meta.dirname, "..");
const made: string[] = [];
after(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A checkout with nothing installed; its `npm` runs the given shell lines after noting that it was called. */
function emptyCheckout(npmLines: string): { readonly root: string; readonly env: NodeJS.ProcessEnv } {
  const root = mkdtempSync(join(tmpdir(), "clear title ")); // the blanks are part of the test
  made.push(root);
  for (const file of ["cleartitle", "tools/setup.sh"]) cpSync(join(checkout, file), join(root, file));
  mkdirSync(join(root, "packages/cleartitle/src"), { recursive: true });
  writeFileSync(
    join(root, "packages/cleartitle/src/cli.ts"),
    `console.log("ran", process.argv.slice(2).join(" "));`,
  );
  writeFileSync(join(root, "package-lock.json"), "{}");
  mkdirSync(join(root, "programs"));
  writeFileSync(join(root, "programs/npm"), `#!/bin/sh\necho called >>"${root}/calls"\n${npmLines}\n`);
  chmodSync(join(root, "programs/npm"), 0o755);
  return { root, env: { ...process.env, PATH: `${join(root, "programs")}:/usr/bin:/bin` } };
}

const install = `mkdir -p node_modules/.bin && ln -sf "${process.execPath}" node_modules/.bin/node`;
const calls = (root: string): number =>
  existsSync(join(root, "calls")) ? readFileSync(join(root, "calls"), "utf8").split("\n").length - 1 : 0;
const run = (file: string, env: NodeJS.ProcessEnv): SpawnSyncReturns<string> =>
  spawnSync(file, ["check", "a b"], { env, encoding: "utf8", cwd: tmpdir() });

test("installs on first use, quietly, and never again; also through a symbolic link", () => {
  const { root, env } = emptyCheckout(install);
  const first = run(join(root, "cleartitle"), env);
  assert.deepEqual([first.status, first.stdout, first.stderr], [0, "ran check a b\n", ""]);
  symlinkSync("cleartitle", join(root, "one"));
  symlinkSync(join(root, "one"), join(root, "programs/two"));
  assert.equal(run(join(root, "programs/two"), env).stdout, "ran check a b\n");
  assert.equal(calls(root), 1);
});

test("installs again when the lock file changes", () => {
  const { root, env } = emptyCheckout(install);
  run(join(root, "cleartitle"), env);
  writeFileSync(join(root, "package-lock.json"), `{"changed":true}`);
  assert.equal(run(join(root, "cleartitle"), env).status, 0);
  assert.equal(calls(root), 2);
});

test("five that start at once install once, and all run", async () => {
  const { root, env } = emptyCheckout(`sleep 1; ${install}`);
  const statuses = await Promise.all(
    Array.from(
      { length: 5 },
      () =>
        new Promise<number | null>((resolve) => {
          spawn(join(root, "cleartitle"), [], { env, stdio: "ignore" }).on("close", resolve);
        }),
    ),
  );
  assert.deepEqual(statuses, [0, 0, 0, 0, 0]);
  assert.equal(calls(root), 1);
});

test("a lock left by a process that is gone does not block", () => {
  const { root, env } = emptyCheckout(install);
  mkdirSync(join(root, ".cache"));
  symlinkSync("4194399", join(root, ".cache/install.lock"));
  assert.equal(run(join(root, "cleartitle"), env).status, 0);
  assert.equal(existsSync(join(root, ".cache/install.lock")), false);
});

test("without network: says so, what to do, status 2, nothing half installed, and the next start tries again", () => {
  const { root, env } = emptyCheckout(
    `mkdir -p node_modules/half; [ -e "$0.online" ] || { echo "npm error code ENOTFOUND" >&2; exit 1; }; ${install}`,
  );
  const { status, stdout, stderr } = run(join(root, "cleartitle"), env);
  assert.deepEqual([status, stdout], [2, ""]);
  assert.match(stderr, /registry cannot be reached/);
  assert.match(stderr, /Connect to the network/);
  assert.equal(existsSync(join(root, "node_modules")), false);
  writeFileSync(join(root, "programs/npm.online"), "");
  assert.equal(run(join(root, "cleartitle"), env).status, 0);
});

test("an install that was killed is begun anew", async () => {
  const { root, env } = emptyCheckout(
    `mkdir -p node_modules; [ -e node_modules/half ] && exit 9; [ -e "$0.again" ] || { : >node_modules/half; : >"$0.again"; sleep 60; }; ${install}`,
  );
  const child = spawn(join(root, "cleartitle"), [], { env, stdio: "ignore", detached: true });
  while (!existsSync(join(root, "node_modules/half")))
    await new Promise((resolve) => setTimeout(resolve, 20));
  process.kill(-(child.pid ?? 0), "SIGKILL");
  await new Promise((resolve) => child.on("close", resolve));
  assert.equal(run(join(root, "cleartitle"), env).status, 0);
});

test("Ctrl-C while installing leaves nothing behind", async () => {
  const { root, env } = emptyCheckout(`mkdir -p node_modules/half; : >"$0.started"; sleep 60`);
  const child = spawn(join(root, "cleartitle"), [], { env, stdio: "ignore", detached: true });
  while (!existsSync(join(root, "programs/npm.started")))
    await new Promise((resolve) => setTimeout(resolve, 20));
  process.kill(-(child.pid ?? 0), "SIGINT");
  const status = await new Promise((resolve) => child.on("close", resolve));
  assert.equal(status, 130);
  assert.equal(existsSync(join(root, "node_modules")), false);
  assert.equal(existsSync(join(root, ".cache/install.lock")), false);
});

test("without npm: says what to get", () => {
  const { root, env } = emptyCheckout(install);
  rmSync(join(root, "programs/npm"));
  for (const name of ["sh", "dirname", "readlink", "cmp", "cat", "rm", "ln", "mkdir", "grep"]) {
    const real = ["/bin", "/usr/bin"].map((folder) => join(folder, name)).find((path) => existsSync(path));
    if (real !== undefined) symlinkSync(real, join(root, "programs", name));
  }
  const { status, stderr } = run(join(root, "cleartitle"), { ...env, PATH: join(root, "programs") });
  assert.equal(status, 2);
  assert.match(stderr, /npm was not found.*https:\/\/nodejs\.org/s);
});
