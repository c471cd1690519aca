import type { ByteRange } from "./credential-reader.ts";
import type { ImageFormat, Problem } from "./evidence.ts";
import type { Brotli, Inflate } from "./bytes/inflate.ts";
import { limits } from "./limits.ts";

/** A piece of text in the file, decoded, with the field it sits in. `end` is exclusive. */
export interface TextCarrier extends ByteRange {
  /** The field's own name: PNG keyword, Exif tag, `dc:description`, `2:110`. */
  readonly key: string;
  readonly text: string;
  readonly kind: CarrierKind;
}

export type CarrierKind = "text" | "exif" | "xmp" | "iim" | "comment" | "trailer" | "pixels";

/** A metadata block that is there but has no text of its own, or could not be understood. */
export interface BlockCarrier extends ByteRange {
  readonly kind: "jumbf" | "exif" | "xmp" | "iim" | "unread";
  readonly note: string | null;
  /** The whole text of a block that is one, as an XMP packet is. */
  readonly text: string | null;
}

/** Where the compressed pixels of a PNG lie, for what is hidden or proved in them. */
export interface PngPixels {
  readonly width: number;
  readonly height: number;
  readonly bitDepth: number;
  readonly colourType: number;
  readonly interlaced: boolean;
  /** Ranges of the IDAT chunks' data. */
  readonly data: readonly { readonly start: number; readonly end: number }[];
}

/** What unpacks compressed texts. */
export interface Codecs {
  readonly inflate: Inflate;
  readonly brotli?: Brotli | null | undefined;
}

/** Collects what a container walker finds, and keeps it within the limits. */
export class Carriers {
  format: ImageFormat;
  width: number | null = null;
  height: number | null = null;
  pixels: PngPixels | null = null;
  readonly texts: TextCarrier[] = [];
  readonly blocks: BlockCarrier[] = [];
  readonly jumbf: ByteRange[] = [];
  readonly problems: Problem[] = [];
  readonly inflate: Inflate;
  readonly brotli: Brotli | null;
  #inflated = 0;
  #metadata = 0;
  #parsed = 0;
  #json: Map<TextCarrier, unknown> | null = null;

  constructor(format: ImageFormat, codecs: Codecs) {
    this.format = format;
    this.inflate = codecs.inflate;
    this.brotli = codecs.brotli ?? null;
  }

  size(width: number, height: number): void {
    if (this.width === null && width > 0 && height > 0) {
      this.width = width;
      this.height = height;
    }
  }

  problem(code: string, message: string): void {
    if (
      this.problems.length < 200 &&
      !this.problems.some((known) => known.code === code && known.message === message)
    ) {
      this.problems.push({ code, message });
    }
  }

  text(at: string, key: string, text: string, start: number, end: number, kind: CarrierKind = "text"): void {
    if (text.length === 0) return;
    if (this.texts.length >= limits.carriers) {
      this.problem("limit-carriers", `Only the first ${limits.carriers} text fields were read.`);
      return;
    }
    let kept = text;
    if (text.length > limits.textCharacters) {
      kept = text.slice(0, limits.textCharacters);
      this.problem(
        "limit-text",
        `${at} is longer than ${limits.textCharacters} characters; the rest was not read.`,
      );
    }
    this.texts.push({ at, key, text: kept, start, end, kind });
  }

  /**
   * A text that is decoded when somebody asks for it, which must be before the source is closed. For ComfyUI's workflows: they are
   * long, and nobody reads them where the executed graph is there too.
   */
  lazyText(at: string, key: string, decode: () => string, start: number, end: number): void {
    if (this.texts.length >= limits.carriers) return;
    let decoded: string | null = null;
    this.texts.push({
      at,
      key,
      start,
      end,
      kind: "text",
      get text(): string {
        return (decoded ??= decode());
      },
    });
  }

  block(
    kind: BlockCarrier["kind"],
    at: string,
    start: number,
    end: number,
    note: string | null = null,
    text: string | null = null,
  ): void {
    if (this.blocks.length < limits.carriers) this.blocks.push({ kind, at, start, end, note, text });
    if (kind === "jumbf" && this.jumbf.length < limits.carriers) this.jumbf.push({ at, start, end });
  }

  /** How many bytes of a metadata block may be read, and notes it where that is not all. */
  allowance(at: string, length: number): number {
    const allowed = Math.min(length, limits.blockBytes, limits.metadataBytes - this.#metadata);
    if (allowed < length)
      this.problem(
        "limit-metadata",
        `${at} is ${length} bytes long; only ${Math.max(0, allowed)} were read.`,
      );
    this.#metadata += Math.max(0, allowed);
    return Math.max(0, allowed);
  }

  /** Inflates the text of one carrier within the limits; null where nothing came out. */
  inflateText(at: string, input: Uint8Array): Uint8Array | null {
    const limit = Math.min(limits.inflatedBytes, limits.inflatedTotal - this.#inflated);
    if (limit <= 0) {
      this.problem(
        "limit-inflation",
        `${at} was not inflated: the file's compressed texts are too large together.`,
      );
      return null;
    }
    const out = this.inflate(input, "zlib", limit);
    this.#inflated += out.bytes.length;
    if (out.reason === "limit") {
      this.problem("limit-inflation", `${at} inflates to more than ${limit} bytes; the rest was not read.`);
    } else if (out.reason === "broken")
      this.problem("damaged-text", `${at}: the compressed text is damaged.`);
    return out.bytes.length === 0 ? null : out.bytes;
  }

  /** Unpacks a Brotli text; null, with a problem, where this place has no Brotli or the text is damaged. */
  unpackBrotli(at: string, input: Uint8Array): Uint8Array | null {
    if (this.brotli === null) {
      this.problem(
        "unread-compression",
        `${at} is compressed with Brotli, which cannot be unpacked here; it was not read.`,
      );
      return null;
    }
    const limit = Math.min(limits.inflatedBytes, limits.inflatedTotal - this.#inflated);
    const out = limit <= 0 ? null : this.brotli(input, limit);
    if (out === null)
      this.problem(
        "damaged-text",
        `${at}: the compressed text is damaged or inflates to more than ${limit} bytes.`,
      );
    else this.#inflated += out.length;
    return out;
  }

  /** The first text with that field name. */
  find(key: string): TextCarrier | undefined {
    return this.texts.find((carrier) => carrier.key === key);
  }

  /** The parsed JSON of a text, kept so that several readers may ask; undefined where it is none. */
  json(carrier: TextCarrier, parse: (text: string) => unknown): unknown {
    this.#json ??= new Map();
    if (!this.#json.has(carrier))
      this.#json.set(carrier, this.#mayParse(carrier) ? parse(carrier.text) : undefined);
    return this.#json.get(carrier);
  }

  #mayParse(carrier: TextCarrier): boolean {
    const { length } = carrier.text;
    if (length <= limits.jsonCharacters && this.#parsed + length <= limits.jsonTotal) {
      this.#parsed += length;
      return true;
    }
    this.problem("limit-json", `${carrier.at} is too long to be read as JSON: ${length} characters.`);
    return false;
  }
}
