import type { Bytes } from "./bytes.ts";

/** Checks an Ed25519 signature (RFC 8032) over `message`. Browsers without Ed25519 in WebCrypto hand in their own. */
export type CheckSignature = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) => boolean | Promise<boolean>;

/** SHA-256 through WebCrypto, which browsers offer in secure contexts and Node offers everywhere. */
export async function sha256(bytes: Uint8Array): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(bytes)));
}

export const checkWithWebCrypto: CheckSignature = async (publicKey, message, signature) => {
  const key = await crypto.subtle.importKey("raw", new Uint8Array(publicKey), "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", key, new Uint8Array(signature), new Uint8Array(message));
};
