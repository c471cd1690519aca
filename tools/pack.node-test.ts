/** The package as it is published: built, packed, installed where nothing else is, and used there. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";

import { publint } from "publint";
import { formatMessage } from "publint/utils";

import { bundleForBrowser } from "./build/bundle-for-browser.ts";

const root = join(import.meta.dirname, "..");
const work = mkdtempSync(join(tmpdir(), "pack-"));
const built = join(work, "built");
const home = join(work, "empty");
const environment = {
  ...process.env,
  PATH: `${dirname(process.execPath)}${delimiter}${process.env["PATH"] ?? ""}`,
  LANG: "C.UTF-8",
};
after(() => rmSync(work, { recursive: true, force: true }));

const npm = (args: readonly string[], cwd: string): string =>
  execFileSync("npm", args, { cwd, env: environment, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

describe("the published package", () => {
  before(() => {
    execFileSync(process.execPath, [join(root, "tools/build.ts"), built], {
      env: environment,
      stdio: "pipe",
    });
    npm(["pack", built, "--pack-destination", work, "--silent"], work);
    mkdirSync(home);
    writeFileSync(
      join(home, "package.json"),
      JSON.stringify({ name: "empty", private: true, type: "module" }),
    );
    const { version } = JSON.parse(readFileSync(join(built, "package.json"), "utf8")) as { version: string };
    const tarball = join(work, `cleartitle-${version}.tgz`);
    npm(["install", tarball, "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"], home);
    cpSync(join(root, "examples/a1111-sdxl.png"), join(home, "picture.png"));
    cpSync(join(root, "examples/content-credentials.png"), join(home, "signed.png"));
  });

  test("has nothing that publint finds wrong", async () => {
    const { messages, pkg } = await publint({ pkgDir: built, strict: true });
    assert.deepEqual(
      messages.map((message) => formatMessage(message, pkg)),
      [],
    );
  });

  test("brings the compiled corpus and its dedication, no sources and no scripts", () => {
    const installed = join(home, "node_modules/cleartitle");
    for (const file of [
      "corpus/corpus.json",
      "corpus/LICENSE",
      "LICENSE",
      "README.md",
      "index.d.ts",
      "verify.d.ts",
      "verify-page.html",
    ]) {
      assert.ok(existsSync(join(installed, file)), file);
    }
    const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as {
      scripts?: unknown;
    };
    assert.equal(manifest.scripts, undefined);
    assert.ok(!existsSync(join(home, "node_modules/@cleartitle")));
  });

  test("its command answers as the one in the checkout does", () => {
    const args = [
      "check",
      "picture.png",
      "signed.png",
      "--for",
      "stock-licensing",
      "--market",
      "adobe-stock",
      "--on",
      "2026-11-22",
      "--json",
    ];
    const packed = spawnSync("npx", ["--no", "cleartitle", ...args], {
      cwd: home,
      env: environment,
      encoding: "utf8",
    });
    const checkout = spawnSync(process.execPath, [join(root, "packages/cleartitle/src/cli.ts"), ...args], {
      cwd: home,
      env: environment,
      encoding: "utf8",
    });
    assert.equal(packed.status, checkout.status);
    assert.deepEqual(JSON.parse(packed.stdout), JSON.parse(checkout.stdout));
    // Only a worker that was found could have read the signature.
    const [, signed] = JSON.parse(packed.stdout) as readonly {
      evidence: { contentCredentials: { signer: string | null } };
    }[];
    assert.notEqual(signed?.evidence.contentCredentials.signer, null);
  });

  test("its library answers, and its types are whole", () => {
    writeFileSync(
      join(home, "use.ts"),
      `import { Cleartitle, type Answer } from "cleartitle";
const cleartitle = await Cleartitle.open();
const answer: Answer = await cleartitle.check("picture.png", { use: "merchandise" });
console.log(answer.decision?.verdict, cleartitle.judge({ use: "merchandise" }).verdict);
await cleartitle.close();
`,
    );
    const options = {
      compilerOptions: {
        module: "nodenext",
        target: "es2024",
        lib: ["es2024", "dom"],
        types: [],
        strict: true,
        noEmit: true,
      },
      files: ["use.ts"],
    };
    writeFileSync(join(home, "tsconfig.json"), JSON.stringify(options));
    const types = spawnSync(join(root, "node_modules/.bin/tsc"), ["-p", home], {
      env: environment,
      encoding: "utf8",
    });
    assert.equal(types.stdout, "");
    const ran = spawnSync(process.execPath, ["use.ts"], { cwd: home, env: environment, encoding: "utf8" });
    assert.equal(ran.stderr, "");
    assert.match(ran.stdout, /^(?:allowed|conditional|forbidden|unknown) unknown\n$/);
  });

  test("its verifier runs in Node and is bundled for browsers by itself, with types that need neither Node nor a page", async () => {
    writeFileSync(
      join(home, "front-end.ts"),
      `import { explainBundle, findCryptoGap, verifyBundle, type BundleReport } from "cleartitle/verify";
const report: BundleReport = await explainBundle("{}", { keys: [] });
const answer = await verifyBundle("{}");
export const said: unknown = [report.proved, answer.proved, await findCryptoGap()];
`,
    );
    const compilerOptions = {
      module: "nodenext",
      target: "es2024",
      lib: ["es2024"],
      types: [],
      strict: true,
    };
    const noEmit = { ...compilerOptions, noEmit: true, skipLibCheck: false };
    writeFileSync(
      join(home, "tsconfig.json"),
      JSON.stringify({ compilerOptions: noEmit, files: ["front-end.ts"] }),
    );
    const types = spawnSync(join(root, "node_modules/.bin/tsc"), ["-p", home], {
      env: environment,
      encoding: "utf8",
    });
    assert.equal(types.stdout, "");
    const run = "import { said } from './front-end.ts'; console.log(JSON.stringify(said))";
    const ran = spawnSync(process.execPath, ["--input-type=module", "-e", run], {
      cwd: home,
      env: environment,
      encoding: "utf8",
    });
    assert.equal(ran.stdout, "[false,false,null]\n", ran.stderr);
    // Throws where anything of Node is left in it.
    const text = await bundleForBrowser(join(home, "front-end.ts"));
    assert.ok(text.length < 56_000, `${text.length} bytes: packages/ledger/README.md says how large it is`);
  });

  test("its command writes the page that checks proofs, the very one that a checkout makes", () => {
    const [packed, checkout] = [
      ["npx", ["--no", "cleartitle"]] as const,
      [process.execPath, [join(root, "packages/cleartitle/src/cli.ts")]] as const,
    ].map(([program, before]) =>
      spawnSync(program, [...before, "verify", "--page", "-"], {
        cwd: home,
        env: environment,
        encoding: "utf8",
      }),
    );
    assert.match(packed!.stdout, /^<!doctype html>/);
    assert.equal(packed!.stdout, checkout!.stdout);
    assert.equal(packed!.stderr, checkout!.stderr);
    assert.match(packed!.stderr, /SHA-256 [0-9a-f]{64}\.\n$/);
  });
});
