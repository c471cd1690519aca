import { createHash, randomBytes, type X509Certificate } from "node:crypto";

import { CleartitleError } from "../cleartitle-error.ts";
import { checkToken, type CheckedTimeStamp } from "./check-token.ts";
import { tokenOfResponse } from "./read-token.ts";
import { writeRequest } from "./write-request.ts";

const longestAnswer = 256 * 1024;
const patience = 30_000;

/** A time stamp that an authority gave and that was checked before anybody relies on it. */
export interface GivenTimeStamp extends CheckedTimeStamp {
  /** The token as DER. */
  readonly token: Uint8Array;
}

/**
 * Has a time stamp authority stamp the SHA-256 of some data, over HTTP (RFC 3161 §3.4), and checks the answer. The authority learns the digest and
 * nothing else. Throws `time-stamp` where it cannot be reached, refuses, or answers with something that does not hold.
 */
export async function requestTimeStamp(
  url: string,
  data: Uint8Array,
  roots: readonly X509Certificate[] = [],
): Promise<GivenTimeStamp> {
  const nonce = randomBytes(8);
  const digest = createHash("sha256").update(data).digest();
  const token = tokenOfResponse(await ask(addressOf(url), writeRequest(digest, nonce)));
  return { ...checkToken(token, { data, nonce, roots }), token };
}

function addressOf(url: string): URL {
  const address = URL.canParse(url) ? new URL(url) : null;
  if (address?.protocol !== "http:" && address?.protocol !== "https:")
    throw new CleartitleError(
      "usage",
      `--tsa takes the address of a time stamp authority, beginning with https:// or http://, not "${url}".`,
    );
  return address;
}

async function ask(url: URL, request: Uint8Array): Promise<Uint8Array> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/timestamp-query", accept: "application/timestamp-reply" },
    body: new Uint8Array(request),
    // The digest goes where the person said, and nowhere else.
    redirect: "manual",
    signal: AbortSignal.timeout(patience),
  }).catch((error: unknown) => {
    throw unreachable(url, error);
  });
  if (response.status >= 300 && response.status < 400)
    throw new CleartitleError(
      "time-stamp",
      `${url.href} sends the request on to another address (status ${response.status}), which is not followed. Nothing was stamped; name the address of the authority itself.`,
    );
  if (!response.ok)
    throw new CleartitleError(
      "time-stamp",
      `${url.href} answered with status ${response.status}. Is it the address of a time stamp authority (RFC 3161)?`,
    );
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      size += part.length;
      if (size > longestAnswer) break;
      parts.push(part);
    }
  } catch (error) {
    throw unreachable(url, error);
  }
  if (size > longestAnswer)
    throw new CleartitleError(
      "time-stamp",
      `${url.href} answered with more than ${longestAnswer} bytes: that is no time stamp.`,
    );
  return Buffer.concat(parts);
}

function unreachable(url: URL, error: unknown): CleartitleError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const why =
    error instanceof Error && error.name === "TimeoutError"
      ? `no answer within ${patience / 1000} seconds`
      : cause instanceof Error
        ? cause.message
        : String(cause);
  return new CleartitleError(
    "time-stamp",
    `${url.href} cannot be reached: ${why}. Nothing was stamped; try again, or name another authority.`,
    error,
  );
}
