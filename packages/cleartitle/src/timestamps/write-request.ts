import { tags, writeDer, writeInteger, writeOid } from "./der.ts";

const sha256 = "2.16.840.1.101.3.4.2.1";

/** A request for a time stamp over a SHA-256 digest, with the authority's certificate in the answer (RFC 3161 §2.4.1). */
export function writeRequest(digest: Uint8Array, nonce: Uint8Array): Uint8Array {
  const algorithm = writeDer(tags.sequence, writeOid(sha256), Uint8Array.of(0x05, 0));
  return writeDer(
    tags.sequence,
    writeInteger(Uint8Array.of(1)),
    writeDer(tags.sequence, algorithm, writeDer(tags.octets, digest)),
    writeInteger(nonce),
    writeDer(tags.boolean, Uint8Array.of(0xff)),
  );
}
