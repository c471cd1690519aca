import sharp from "sharp";
import { hasPeers, loadPeer } from "../../peer.ts";

export interface PeerHash {
  readonly name: string;
  /** How many bits may differ, as its own documentation has it. */
  readonly most: number;
  /** Digits, one each bit or four. */
  readonly hash: (bytes: Uint8Array) => Promise<string>;
}

/** Hashes of other libraries, where they are installed. */
export const peerHashes: readonly PeerHash[] = hasPeers()
  ? [
      {
        // Its example: fewer than 5 of 64.
        name: "sharp-phash",
        most: 4,
        hash: async (bytes) =>
          BigInt(
            `0b${await (loadPeer("sharp-phash") as (bytes: Uint8Array) => Promise<string>)(bytes)}`,
          ).toString(16),
      },
      {
        // blockhash.io: at most 10 of 256 for a copy.
        name: "blockhash",
        most: 10,
        hash: async (bytes) => {
          const { data, info } = await sharp(bytes, { pages: 1 })
            .autoOrient()
            .ensureAlpha()
            .raw()
            .toBuffer({ resolveWithObject: true });
          const { bmvbhash } = loadPeer("blockhash-core") as {
            bmvbhash: (image: object, bits: number) => string;
          };
          return bmvbhash({ width: info.width, height: info.height, data }, 16);
        },
      },
    ]
  : [];

export function differing(left: string, right: string): number {
  return (BigInt(`0x${left}`) ^ BigInt(`0x${right}`)).toString(2).replaceAll("0", "").length;
}
