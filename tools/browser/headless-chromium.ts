import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type BrowserContext, chromium } from "playwright-core";

const executable = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
  existsSync,
);

/** For the option `skip` of a test: why it cannot run here, or false where it can. */
export const noChromium: string | false =
  executable === undefined && "Chromium is not installed (Debian: apt-get install chromium)";

/** A body and its media type, or null for what is not there. */
export type Served = readonly [type: string, body: Buffer | string] | null;

/** Headless Chromium, a folder for what the test makes, and a server on this machine. Closed, it leaves nothing behind. */
export interface TestBrowser {
  readonly folder: string;
  /** `http://127.0.0.1:PORT/`, which browsers trust as they trust HTTPS. */
  readonly address: string;
  /** The same server under a name that browsers do not trust: there they withhold what needs a secure context. */
  readonly insecureAddress: string;
  readonly context: BrowserContext;
  close(): Promise<void>;
}

/** Starts Chromium and a server that answers by `serve`, which gets the path with its query. */
export async function openTestBrowser(serve: (path: string) => Served): Promise<TestBrowser> {
  const folder = mkdtempSync(join(tmpdir(), "test-browser-"));
  const server = createServer((request, response) => {
    const [type, body] = serve(request.url ?? "/") ?? ["text/plain", null];
    response.writeHead(body === null ? 404 : 200, { "content-type": type }).end(body);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const context = await chromium.launchPersistentContext(join(folder, "profile"), {
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
      "--host-resolver-rules=MAP insecure.test 127.0.0.1",
    ],
  });
  return {
    folder,
    address: `http://127.0.0.1:${port}/`,
    insecureAddress: `http://insecure.test:${port}/`,
    context,
    async close() {
      await context.close();
      server.close();
      server.closeAllConnections();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
