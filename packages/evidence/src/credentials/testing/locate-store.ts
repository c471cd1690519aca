import type { CredentialCarrier } from "../../credential-reader.ts";
import type { ImageFormat } from "../../evidence.ts";
import { sniffFormat } from "../../containers/sniff.ts";

/** Where a manifest store lies, found in the simplest way; the container walkers do it properly and are tested by themselves. */
export function locateStore(bytes: Uint8Array): CredentialCarrier {
  const format: ImageFormat = sniffFormat(bytes);
  const jumbf = format === "jpeg" ? locateSegments(bytes) : locateBox(bytes);
  return { format, jumbf, remoteManifest: null };
}

function locateSegments(bytes: Uint8Array): CredentialCarrier["jumbf"] {
  const ranges: CredentialCarrier["jumbf"][number][] = [];
  for (let at = 2; bytes[at] === 0xff && bytes[at + 1] !== 0xda;) {
    const end = at + 2 + ((bytes[at + 2] ?? 0) << 8) + (bytes[at + 3] ?? 0);
    if (bytes[at + 1] === 0xeb) ranges.push({ at: "jpeg:APP11", start: at + 4, end });
    at = end;
  }
  return ranges;
}

function locateBox(bytes: Uint8Array): CredentialCarrier["jumbf"] {
  const at = Buffer.from(bytes).indexOf("jumb");
  return at < 0 ? [] : [{ at: "jumbf", start: at - 4, end: bytes.length }];
}
