import type { ByteSource } from "./bytes/byte-source.ts";
import { inflate } from "./bytes/inflate.ts";
import { Window } from "./bytes/window.ts";
import { type BlockCarrier, Carriers, type CarrierKind, type TextCarrier } from "./carriers.ts";
import { walkContainer } from "./containers/walk.ts";
import type { ImageFormat, Problem } from "./evidence.ts";
import { limits } from "./limits.ts";
import { readStealth } from "./pixels/stealth.ts";
import type { EvidenceOptions } from "./read-evidence.ts";
import { readFindings } from "./readers/index.ts";

/** One carrier as it lies in the file. */
export interface RawCarrier {
  readonly at: string;
  readonly kind: CarrierKind | BlockCarrier["kind"];
  /** Byte range in the file, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  /** Decoded text; null for a block without a text of its own. */
  readonly text: string | null;
  /** The text is longer than what is shown. */
  readonly cut: boolean;
  /** A reader made something of it; what nobody understood is shown all the same. */
  readonly understood: boolean;
  readonly note: string | null;
}

export interface RawView {
  readonly format: ImageFormat;
  readonly width: number | null;
  readonly height: number | null;
  readonly carriers: readonly RawCarrier[];
  readonly problems: readonly Problem[];
}

/**
 * Everything in a file that could tell of its making, as it lies there: for `inspect --raw`, and for tools that our readers do
 * not know. Lets go of the source when it is done, and answers for every file, as `readEvidence` does.
 *
 * @example
 * const view = await readCarriers(fromBytes(bytes));
 * view.carriers[0]?.at; // "png:tEXt/parameters"
 */
export async function readCarriers(
  source: ByteSource,
  options: Pick<EvidenceOptions, "inflate" | "brotli"> = {},
): Promise<RawView> {
  const codecs = { inflate: options.inflate ?? inflate, brotli: options.brotli };
  let carriers = new Carriers("unknown", codecs);
  let hidden: Carriers | null = null;
  try {
    const window = new Window(source);
    carriers = await walkContainer(window, codecs);
    if (carriers.format === "png") hidden = await readStealth(window, carriers);
    // Texts that are decoded late need the bytes, which go with the source.
    for (const carrier of carriers.texts) void carrier.text;
  } catch (error) {
    carriers.problem(
      "unreadable",
      `The file could not be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  } finally {
    source.close?.();
  }
  const texts = [...carriers.texts, ...(hidden?.texts ?? [])];
  const understood = new Set(
    [carriers, ...(hidden === null ? [] : [hidden])].flatMap((each) =>
      readFindings(each).map((finding) => finding.at),
    ),
  );
  return {
    format: carriers.format,
    width: carriers.width,
    height: carriers.height,
    carriers: [
      ...carriers.blocks.map(showBlock),
      ...texts.map((text) => showText(text, understood)),
    ].toSorted((a, b) => a.start - b.start),
    problems: carriers.problems,
  };
}

function showText({ at, kind, start, end, text }: TextCarrier, understood: ReadonlySet<string>): RawCarrier {
  return { at, kind, start, end, ...cutText(text), understood: understood.has(at), note: null };
}

function showBlock({ at, kind, start, end, note, text }: BlockCarrier): RawCarrier {
  return { at, kind, start, end, ...cutText(text), understood: kind !== "unread", note };
}

function cutText(text: string | null): { text: string | null; cut: boolean } {
  const cut = text !== null && text.length > limits.rawCharacters;
  return { text: cut ? text.slice(0, limits.rawCharacters) : text, cut };
}
