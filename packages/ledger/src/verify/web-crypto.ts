import { fromHex, type Bytes } from "./bytes.ts";

/** Checks an Ed25519 signature (RFC 8032) over `message`. Browsers without Ed25519 in WebCrypto hand in their own. */
export type CheckSignature = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) => boolean | Promise<boolean>;

/** SHA-256 through WebCrypto, which browsers offer in secure contexts and Node offers everywhere. */
export async function sha256(bytes: Uint8Array): Promise<Bytes> {
  // Only memory that somebody shares has to be copied first.
  const own = bytes.buffer instanceof ArrayBuffer ? (bytes as Bytes) : new Uint8Array(bytes);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", own));
}

export const checkWithWebCrypto: CheckSignature = async (publicKey, message, signature) => {
  const key = await importKey(publicKey);
  if (key === null) return false;
  return crypto.subtle.verify("Ed25519", key, new Uint8Array(signature), new Uint8Array(message));
};

/** Null for 32 bytes that are no key: some browsers look, and what a stranger wrote must not end in an exception. */
async function importKey(publicKey: Uint8Array): Promise<CryptoKey | null> {
  try {
    return await crypto.subtle.importKey("raw", new Uint8Array(publicKey), "Ed25519", false, ["verify"]);
  } catch (error) {
    if (error instanceof DOMException && error.name === "DataError") return null;
    throw error;
  }
}

/** What a place lacks: WebCrypto as a whole (browsers keep it from insecure contexts), or Ed25519 in it (older browsers). */
export type CryptoGap = "no-web-crypto" | "no-ed25519";

/**
 * Says why nothing can be verified here, or null where all can. Ask before verifying in a browser: what cannot be checked is not therefore
 * wrong. A signature that is known to fit must fit, and one bit beside it must not (RFC 8032 §7.1, test 1).
 *
 * @example
 *   if ((await findCryptoGap()) !== null) show("This browser cannot check signatures.");
 */
export async function findCryptoGap(): Promise<CryptoGap | null> {
  if ((globalThis.crypto as Partial<Crypto> | undefined)?.subtle === undefined) return "no-web-crypto";
  const key = fromHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  const signature = fromHex(
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
  );
  try {
    const fits = await checkWithWebCrypto(key, new Uint8Array(0), signature);
    const other = await checkWithWebCrypto(key, Uint8Array.of(0), signature);
    return fits && !other ? null : "no-ed25519";
  } catch {
    return "no-ed25519";
  }
}
