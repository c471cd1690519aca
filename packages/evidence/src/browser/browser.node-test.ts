/** The same code in a browser: the room's bundle reads images as `Blob`s in headless Chromium and says the same as here, to the byte. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { type BrowserContext, chromium, type Page } from "playwright-core";
import { build } from "tsdown";

import { createCredentialReader, readFileCarriers, readFileEvidence } from "../node.ts";

const executable = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
  existsSync,
);
const root = join(import.meta.dirname, "../../../..");
const today = "2026-11-22";

const examples = imagesIn(join(root, "examples"));
/** Real files by others, where they lie beside the checkout: one in six. */
const real = realImages(join(root, "../shared/images")).filter((_, at) => at % 6 === 0);
const images: readonly string[] = [...examples, ...real];

describe(
  "the bundle for browsers, in headless Chromium",
  { skip: executable === undefined && "Chromium is not installed (Debian: apt-get install chromium)" },
  () => {
    const folder = mkdtempSync(join(tmpdir(), "evidence-browser-"));
    let server: Server;
    let browser: BrowserContext;
    let page: Page;

    before(async () => {
      await bundle(folder);
      server = createServer((request, response) => {
        const [type, body] = serve(folder, request.url ?? "/");
        response.writeHead(body === null ? 404 : 200, { "content-type": type }).end(body);
      }).listen(0, "127.0.0.1");
      await once(server, "listening");
      browser = await chromium.launchPersistentContext(join(folder, "profile"), {
        executablePath: executable!,
        headless: true,
        args: [
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
        ],
      });
      page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      await page.evaluate(startWorker, today);
    });
    after(async () => {
      await browser?.close();
      server?.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    });

    test("says of every image what it says here, Content Credentials and hash included", async () => {
      const credentials = createCredentialReader({ now: () => new Date(today) });
      const states: string[] = [];
      for (const [at, path] of images.entries()) {
        const here = {
          evidence: await readFileEvidence(path, { sha256: true, credentials: credentials.read }),
          carriers: await readFileCarriers(path),
        };
        const there = JSON.parse(await page.evaluate(askWorker, { at, name: path })) as typeof here;
        assert.deepEqual(there, JSON.parse(JSON.stringify(here)), path);
        states.push(there.evidence.contentCredentials.state);
      }
      await credentials.close();
      assert.ok(states.some((state) => state !== "absent"));
    });
  },
);

declare global {
  /** The page's own thread for reading. */
  var reader: Worker;
}

/** Runs in the page. */
function startWorker(day: string): Promise<void> {
  globalThis.reader = new Worker(`page-worker.js?today=${day}`, { type: "module" });
  return new Promise((resolve, reject) => {
    reader.addEventListener("message", () => resolve(), { once: true });
    reader.addEventListener("error", ({ message }) => reject(new Error(message)), { once: true });
  });
}

/** Runs in the page: the image is fetched as a `Blob`, as if the person had chosen it. */
async function askWorker(question: { readonly at: number; readonly name: string }): Promise<string> {
  const response = await fetch(`image/${question.at}`);
  const blob = await response.blob();
  return new Promise((resolve) => {
    reader.addEventListener("message", ({ data }: MessageEvent<string>) => resolve(data), { once: true });
    reader.postMessage({ blob, name: question.name }, []);
  });
}

async function bundle(folder: string): Promise<void> {
  await build({
    config: false,
    cwd: import.meta.dirname,
    entry: { "page-worker": "page-worker.ts" },
    outDir: folder,
    format: "esm",
    platform: "browser",
    target: "es2022",
    dts: false,
    clean: false,
    deps: { alwaysBundle: [/./] },
    logLevel: "error",
    report: false,
  });
}

function serve(folder: string, url: string): readonly [type: string, body: Buffer | string | null] {
  if (url === "/") return ["text/html", "<!doctype html><title>Cleartitle</title>"];
  if (url.startsWith("/page-worker.js"))
    return ["text/javascript", readFileSync(join(folder, "page-worker.js"))];
  if (url === "/c2pa.wasm") {
    const module = createRequire(import.meta.url).resolve("@contentauth/c2pa-wasm/c2pa.wasm");
    return ["application/wasm", readFileSync(module)];
  }
  const path = images[Number(/^\/image\/(\d+)$/.exec(url)?.[1] ?? -1)];
  return ["application/octet-stream", path === undefined ? null : readFileSync(path)];
}

function imagesIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => /\.(?:png|jpg|webp)$/.test(name))
    .toSorted()
    .map((name) => join(folder, name));
}

function realImages(folder: string): readonly string[] {
  const manifest = join(folder, "manifest.jsonl");
  if (!existsSync(manifest)) return [];
  return readFileSync(manifest, "utf8")
    .trim()
    .split("\n")
    .map((line) => join(folder, (JSON.parse(line) as { readonly path: string }).path));
}
