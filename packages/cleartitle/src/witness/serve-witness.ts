import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { parseWitnessRequest, type Witness, type WitnessAnswer } from "@cleartitle/ledger/witness";
import { formatVerifierKey } from "@cleartitle/ledger/verify";

import { CleartitleError } from "../cleartitle-error.ts";

/** A witness that listens. */
export interface ServedWitness {
  /** The address that logs submit to, with a slash at its end. */
  readonly url: string;
  /** Stops listening, waits for the request under way, and gives the folder back. */
  close(): Promise<void>;
}

/** What became of one request. */
export interface Witnessed {
  readonly origin: string | null;
  readonly size: number | null;
  readonly status: number;
  readonly answer: string;
}

export interface ServeOptions {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  readonly told: (witnessed: Witnessed) => void;
}

/** A request with 63 hashes and a head with 64 signatures stays far below. */
const longestBody = 64 * 1024;
const patience = 10_000;
/** Headers come at once; who is slow with them holds a place that others need. */
const headerPatience = 3_000;
const mostConnections = 256;
/** So that one address cannot take all places. */
const mostFromOneAddress = 16;

/**
 * Lets logs reach a witness over HTTP: `POST /add-checkpoint` as C2SP tlog-witness has it, and `GET /`, which tells who the witness is and which
 * heads it has cosigned. Throws `witness` where it cannot listen.
 */
export async function serveWitness(witness: Witness, options: ServeOptions): Promise<ServedWitness> {
  const server = createServer(
    {
      requestTimeout: patience,
      headersTimeout: headerPatience,
      keepAliveTimeout: headerPatience,
      connectionsCheckingInterval: 1_000,
    },
    (request, response) => {
      void answerTo(witness, request, response, options.told);
    },
  );
  limitEachAddress(server);
  server.maxConnections = mostConnections;
  await listen(server, options);
  const { port, address, family } = server.address() as AddressInfo;
  const host = family === "IPv6" ? `[${address}]` : address;
  return {
    url: `http://${host}:${port}/`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      await witness.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Closes connections from an address that has enough of them open. */
function limitEachAddress(server: Server): void {
  const open = new Map<string, number>();
  server.on("connection", (socket) => {
    const address = socket.remoteAddress ?? "";
    const count = (open.get(address) ?? 0) + 1;
    open.set(address, count);
    socket.once("close", () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left === 0) open.delete(address);
      else open.set(address, left);
    });
    if (count > mostFromOneAddress) socket.destroy();
  });
}

async function listen(server: Server, { host, port }: ServeOptions): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  }).catch((error: unknown) => {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const why =
      code === "EADDRINUSE"
        ? "another program listens there; name another port with --port"
        : error instanceof Error
          ? error.message
          : String(error);
    throw new CleartitleError(
      "witness",
      `The witness cannot listen on ${host}, port ${port}: ${why}.`,
      error,
    );
  });
}

async function answerTo(
  witness: Witness,
  request: IncomingMessage,
  response: ServerResponse,
  told: ServeOptions["told"],
): Promise<void> {
  const send = (status: number, body: string, contentType = "text/plain; charset=utf-8"): void => {
    response.writeHead(status, { "content-type": contentType, "x-content-type-options": "nosniff" });
    response.end(body);
  };
  const path = (request.url ?? "").replace(/\?.*$/s, "");
  if (path === "/" && (request.method === "GET" || request.method === "HEAD"))
    return send(200, about(witness));
  if (path !== "/add-checkpoint") return send(404, "There is POST /add-checkpoint and GET / here.\n");
  if (request.method !== "POST") return send(405, "add-checkpoint takes a POST.\n");
  const body = await bodyOf(request);
  if (body === null) return send(413, `A request has at most ${longestBody} bytes.\n`);
  const answer = await witness.addCheckpoint(body);
  send(answer.status, answer.body, answer.contentType);
  told({ ...subjectOf(body), status: answer.status, answer: textOf(answer) });
}

/** The body as text, or null where it is too long or breaks off. */
async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of request as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > longestBody) return null;
      parts.push(part);
    }
  } catch {
    return null;
  }
  return Buffer.concat(parts).toString("utf8");
}

function about(witness: Witness): string {
  const heads = witness.origins.map((origin) => witness.head(origin) ?? `${origin}\n(no head yet)\n`);
  return [`Witness ${formatVerifierKey(witness.key)}`, ...heads].join("\n\n");
}

function subjectOf(body: string): Pick<Witnessed, "origin" | "size"> {
  try {
    const { origin, size } = parseWitnessRequest(body).checkpoint;
    return { origin, size };
  } catch {
    return { origin: null, size: null };
  }
}

function textOf({ status, contentType, body }: WitnessAnswer): string {
  if (status === 200) return "cosigned";
  return contentType === "text/x.tlog.size" ? `last cosigned at ${body.trim()}` : body.trim();
}
