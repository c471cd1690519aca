import { once } from "node:events";
import { connect, type Socket } from "node:net";

import type { Witness } from "@cleartitle/ledger/witness";
import { expect, test } from "vitest";

import { serveWitness } from "./serve-witness.ts";

const nobody = { addCheckpoint: () => null, close: () => Promise.resolve() } as unknown as Witness;

test.runIf(process.platform === "linux")(
  "hundreds of half-open requests from one address shut no other out, and go soon",
  { timeout: 30_000 },
  async () => {
    const served = await serveWitness(nobody, { host: "0.0.0.0", port: 0, told: () => {} });
    const port = Number(new URL(served.url).port);
    const sockets: Socket[] = [];
    try {
      for (let at = 0; at < 300; at += 1) {
        const socket = connect({ port, host: "127.0.0.1", localAddress: "127.0.0.2" });
        socket.on("error", () => {}).resume();
        sockets.push(socket);
        await once(socket, "connect");
        socket.write("GET / HTTP/1.1\r\nHost: x\r\n");
      }
      const answer = await fetch(`http://127.0.0.1:${port}/other`, { signal: AbortSignal.timeout(2_000) });
      expect(answer.status).toBe(404);
      await answer.text();
      expect(sockets.filter((socket) => !socket.closed).length).toBeLessThanOrEqual(32);
      await expect.poll(() => sockets.every((socket) => socket.closed), { timeout: 8_000 }).toBe(true);
    } finally {
      for (const socket of sockets) socket.destroy();
      await served.close();
    }
  },
);
