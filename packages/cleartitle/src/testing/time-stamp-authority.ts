import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const hasOpenssl: boolean = spawnSync("openssl", ["version"]).status === 0;

/** A time stamp authority of openssl on loopback. */
export interface Authority {
  readonly url: string;
  /** PEM of the root that its certificate leads to. */
  readonly roots: string;
  /** Changes the answers; what it returns is sent. */
  answer: (given: Uint8Array) => Uint8Array | null;
  /** Lets openssl itself check an answer. */
  readonly check: (data: Uint8Array, response: Uint8Array) => string;
  readonly close: () => Promise<void>;
}

/** Starts one. `key` is what its certificate's key is, as `openssl genpkey` names it. */
export async function startAuthority(
  key: readonly string[] = ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
): Promise<Authority> {
  const folder = mkdtempSync(join(tmpdir(), "authority-"));
  const at = (name: string): string => join(folder, name);
  const run = (...args: readonly string[]): string =>
    execFileSync("openssl", args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] }).toString();
  writeFileSync(at("serial"), "01\n");
  writeFileSync(at("extensions"), `extendedKeyUsage=critical,timeStamping\n`);
  writeFileSync(
    at("config"),
    [
      "[tsa]",
      "default_tsa=here",
      "[here]",
      `serial=${at("serial")}`,
      `signer_cert=${at("tsa.pem")}`,
      `signer_key=${at("tsa.key")}`,
      "signer_digest=sha256",
      "default_policy=1.3.6.1.4.1.99999.1",
      "digests=sha256",
      "ess_cert_id_alg=sha256",
      "",
    ].join("\n"),
  );
  run(
    "req",
    "-x509",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-keyout",
    "root.key",
    "-out",
    "root.pem",
    "-subj",
    "/CN=Test Root",
    "-days",
    "2",
  );
  run("genpkey", ...key, "-out", "tsa.key");
  run("req", "-new", "-key", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=Test Authority");
  run(
    "x509",
    "-req",
    "-in",
    "tsa.csr",
    "-CA",
    "root.pem",
    "-CAkey",
    "root.key",
    "-out",
    "tsa.pem",
    "-days",
    "2",
    "-extfile",
    "extensions",
  );
  const authority = { answer: (given: Uint8Array): Uint8Array | null => given };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      writeFileSync(at("query"), Buffer.concat(parts));
      spawnSync(
        "openssl",
        ["ts", "-reply", "-config", at("config"), "-queryfile", at("query"), "-out", at("reply")],
        { cwd: folder },
      );
      const sent = authority.answer(readFileSync(at("reply")));
      response.writeHead(sent === null ? 500 : 200, { "content-type": "application/timestamp-reply" });
      response.end(sent ?? "no");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(authority, {
    url: `http://127.0.0.1:${port}/`,
    roots: at("root.pem"),
    check: (data: Uint8Array, response: Uint8Array): string => {
      writeFileSync(at("data"), data);
      writeFileSync(at("response"), response);
      return run(
        "ts",
        "-verify",
        "-data",
        at("data"),
        "-in",
        at("response"),
        "-token_in",
        "-CAfile",
        at("root.pem"),
      );
    },
    close: async (): Promise<void> => {
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  });
}
