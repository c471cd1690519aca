import { LedgerError } from "../ledger-error.ts";
import { base64, fromBase64 } from "./base64.ts";
import { decimal, refetch, type Bytes } from "./bytes.ts";
import { parseCheckpoint, type Checkpoint } from "./checkpoint.ts";

/** What a `.tlog-proof` file holds: where the entry is, the way to the root, and the signed root (C2SP tlog-proof). */
export interface InclusionProof {
  readonly index: number;
  readonly path: readonly Bytes[];
  readonly checkpoint: Checkpoint;
  /** The signed checkpoint, letter by letter. */
  readonly signedText: string;
  /** Data of the application, not authenticated by anything. */
  readonly extra: Bytes | null;
}

const header = "c2sp.org/tlog-proof@v1";

/** The way to the root of the largest tree whose size a double holds exactly has 53 hashes. */
const mostHashes = 64;
/** Header, extra data and index stand before the hashes. */
const mostLines = mostHashes + 3;

/** Writes the text of a `.tlog-proof` file. */
export function formatProof(
  index: number,
  path: readonly Uint8Array[],
  signedText: string,
  extra: Uint8Array | null = null,
): string {
  const extraLine = extra === null ? [] : [`extra ${base64(extra)}`];
  return [header, ...extraLine, `index ${index}`, ...path.map(base64), "", signedText].join("\n");
}

/** Reads a `.tlog-proof` file without checking it. Throws `malformed`. */
export function parseProof(text: string): InclusionProof {
  const split = text.indexOf("\n\n");
  if (split < 0) throw badProof("no blank line stands before the checkpoint");
  const [first, ...lines] = text.slice(0, split).split("\n", mostLines + 1);
  if (lines.length >= mostLines) throw badProof(`it has more than ${mostHashes} hashes`);
  if (first !== header) throw badProof(`it does not begin with ${header}`);
  const extraLine = lines[0]?.startsWith("extra ") ? lines.shift() : undefined;
  const indexLine = lines.shift() ?? "";
  if (!indexLine.startsWith("index ")) throw badProof("the line with the index is missing");
  const path = lines.map((line) => fromBase64(line, "a hash of the proof"));
  if (path.some((hash) => hash.length !== 32)) throw badProof("one of its hashes has not 32 bytes");
  const signedText = text.slice(split + 2);
  return {
    index: decimal(indexLine.slice("index ".length), "the index of the proof"),
    path,
    checkpoint: parseCheckpoint(signedText),
    signedText,
    extra:
      extraLine === undefined
        ? null
        : fromBase64(extraLine.slice("extra ".length), "the extra line of the proof"),
  };
}

function badProof(why: string): LedgerError {
  return new LedgerError("malformed", `not a transparency-log proof: ${why}`, refetch);
}
