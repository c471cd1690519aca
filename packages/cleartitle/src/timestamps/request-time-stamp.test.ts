import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { afterEach, expect, test } from "vitest";

import { requestTimeStamp } from "./request-time-stamp.ts";

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((done) => server.close(done));
});

async function serve(answer: (path: string) => { status: number; location?: string }): Promise<{
  readonly url: string;
  readonly asked: string[];
}> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    const { status, location } = answer(request.url ?? "");
    response.writeHead(status, location === undefined ? {} : { location }).end();
  });
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsa`, asked };
}

test.each([301, 302, 307, 308])(
  "a request that is sent on with status %i goes nowhere else",
  async (status) => {
    const inner = await serve(() => ({ status: 200 }));
    const outer = await serve(() => ({ status, location: inner.url }));
    const asking = requestTimeStamp(outer.url, new Uint8Array(32));
    await expect(asking).rejects.toThrow("which is not followed");
    expect(outer.asked).toEqual(["/tsa"]);
    expect(inner.asked).toEqual([]);
  },
);

test("an authority that refuses is named with its status", async () => {
  const { url } = await serve(() => ({ status: 403 }));
  await expect(requestTimeStamp(url, new Uint8Array(32))).rejects.toThrow("status 403");
});
