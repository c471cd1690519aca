import { sign } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { initSync, WasmBuilder } from "@contentauth/c2pa-wasm";
import { ACCEPTED_USAGES } from "../accepted-usages.ts";
import { join } from "./der.ts";
import type { TestSigner } from "./test-certificate.ts";

/** A manifest in the words of c2pa-rs's manifest definition; `label` and `instance_id` make the result reproducible. */
export interface ManifestDefinition {
  readonly label: string;
  readonly instance_id: string;
  readonly claim_generator_info: readonly { readonly name: string; readonly version?: string }[];
  readonly title?: string;
  readonly assertions: readonly {
    readonly label: string;
    readonly data: unknown;
    readonly created?: boolean;
  }[];
}

export interface SigningRequest {
  readonly image: Uint8Array<ArrayBuffer>;
  /** Media type, for example `image/png`. */
  readonly format: string;
  readonly definition: ManifestDefinition;
  readonly signer: TestSigner;
  /** A signed image that this one was made from; its manifests come along. */
  readonly ingredient?: {
    readonly image: Uint8Array<ArrayBuffer>;
    readonly format: string;
    readonly title: string;
  };
  readonly remoteUrl?: string;
}

const RESERVED = 4096;

/**
 * Signs an image with Content Credentials, for tests and examples. The same request gives the same bytes: Ed25519 is
 * deterministic, and the random salts of the library come from a counter while it signs.
 */
export async function signImage(request: SigningRequest): Promise<Uint8Array<ArrayBuffer>> {
  initialise();
  const restore = prepareGlobals();
  try {
    const settings = {
      verify: { verify_after_sign: false },
      trust: { trust_config: ACCEPTED_USAGES.join("\n") },
    };
    const builder = WasmBuilder.fromJson(JSON.stringify(request.definition), JSON.stringify(settings));
    const { ingredient } = request;
    if (ingredient !== undefined) {
      const description = JSON.stringify({
        title: ingredient.title,
        relationship: "parentOf",
        instance_id: `${ingredient.title}-1`,
      });
      await builder.addIngredientFromBlob(description, ingredient.format, toBlob(ingredient.image));
    }
    if (request.remoteUrl !== undefined) {
      builder.setNoEmbed(true);
      builder.setRemoteUrl(request.remoteUrl);
    }
    const definition = {
      alg: "Ed25519",
      reserveSize: RESERVED,
      sign: (claim: Uint8Array) => Promise.resolve(composeSignature(claim, request.signer)),
    };
    const signed = await builder.sign(definition, [], request.format, toBlob(request.image));
    return new Uint8Array(signed);
  } finally {
    restore();
  }
}

let initialised = false;

function initialise(): void {
  if (initialised) return;
  const module = readFileSync(createRequire(import.meta.url).resolve("@contentauth/c2pa-wasm/c2pa.wasm"));
  initSync({ module });
  initialised = true;
}

/** What the library needs of a `Blob`: its size, and slices of it that a `FileReaderSync` can read. */
class MemoryBlob {
  readonly bytes: Uint8Array<ArrayBuffer>;

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.bytes = bytes;
  }

  get size(): number {
    return this.bytes.length;
  }

  slice(start: number, end: number): MemoryBlob {
    return new MemoryBlob(this.bytes.slice(start, end));
  }
}

class MemoryFileReader {
  readAsArrayBuffer(blob: MemoryBlob): ArrayBuffer {
    return blob.bytes.buffer;
  }
}

function toBlob(bytes: Uint8Array<ArrayBuffer>): Blob {
  return new MemoryBlob(bytes.slice()) as unknown as Blob;
}

/** Gives the library a reader of blobs, which only browsers' workers have, and numbers that are not random; returns the way back. */
function prepareGlobals(): () => void {
  const globals = globalThis as { FileReaderSync?: unknown };
  let counter = 0;
  const count = (view: Uint8Array): Uint8Array =>
    view.fill(0).map(() => (counter = (counter * 37 + 11) & 0xff));
  globals.FileReaderSync = MemoryFileReader;
  Object.defineProperty(crypto, "getRandomValues", {
    configurable: true,
    value: (view: Uint8Array) => (view.set(count(view)), view),
  });
  return () => {
    delete globals.FileReaderSync;
    Reflect.deleteProperty(crypto, "getRandomValues"); // the prototype has the real one
  };
}

/** COSE_Sign1 with a detached payload (RFC 9052 §4.4, C2PA 2.2 §13.2), padded to exactly the reserved size. */
function composeSignature(claim: Uint8Array, { key, chain }: TestSigner): Uint8Array<ArrayBuffer> {
  const protectedHeader = encodeMap([
    [encodeInteger(1), encodeInteger(-8)], // algorithm: EdDSA
    [encodeInteger(33), encodeArray(chain.map(encodeBytes))], // x5chain
  ]);
  const toSign = encodeArray([
    encodeText("Signature1"),
    encodeBytes(protectedHeader),
    encodeBytes(new Uint8Array()),
    encodeBytes(claim),
  ]);
  const signature = sign(null, toSign, key);
  const compose = (pad: number): Uint8Array<ArrayBuffer> =>
    join([
      Uint8Array.of(0xd2),
      encodeArray([
        encodeBytes(protectedHeader),
        encodeMap([[encodeText("pad"), encodeBytes(new Uint8Array(pad))]]),
        Uint8Array.of(0xf6),
        encodeBytes(signature),
      ]),
    ]);
  const pad = 2 * RESERVED - compose(RESERVED).length;
  return compose(pad);
}

function encodeHead(major: number, value: number): Uint8Array {
  const type = major << 5;
  if (value < 24) return Uint8Array.of(type | value);
  if (value < 0x100) return Uint8Array.of(type | 24, value);
  return Uint8Array.of(type | 25, value >> 8, value & 0xff);
}

function encodeInteger(value: number): Uint8Array {
  return value < 0 ? encodeHead(1, -1 - value) : encodeHead(0, value);
}

function encodeBytes(bytes: Uint8Array): Uint8Array {
  return join([encodeHead(2, bytes.length), bytes]);
}

function encodeText(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  return join([encodeHead(3, bytes.length), bytes]);
}

function encodeArray(items: readonly Uint8Array[]): Uint8Array {
  return join([encodeHead(4, items.length), ...items]);
}

function encodeMap(pairs: readonly (readonly [Uint8Array, Uint8Array])[]): Uint8Array {
  return join([encodeHead(5, pairs.length), ...pairs.flat()]);
}
