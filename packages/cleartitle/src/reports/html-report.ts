import { createWriteStream, type WriteStream } from "node:fs";
import { readFile, rename, rm, stat } from "node:fs/promises";
import { once } from "node:events";

import type { ImageFormat } from "@cleartitle/evidence";

import type { Answer } from "../answer.ts";
import { explainWriteError } from "../files/explain-write-error.ts";
import { deniedFacts } from "../content/denied-facts.ts";
import type { Overview } from "../overview/overview.ts";
import { fileSection } from "../render/html/file-section.ts";
import type { Html } from "../render/html/html.ts";
import { fileRow, pageBegin, pageEnd, tableEnd } from "../render/html/report-page.ts";
import type { Names } from "../render/names.ts";
import { Output } from "../terminal/output.ts";
import type { Report, RunFacts } from "./report.ts";
import { requirePagePlace } from "./require-page-place.ts";
import { Spool } from "./spool.ts";

/** A picture that is larger is not put into the page. */
const largestPicture = 200 * 1024;

/** Pictures of a page taken together: a page that is larger than a browser can open is of no use. */
const largestPictures = 32 * 1024 * 1024;

/** Types that browsers show; nothing among them can run. */
const shown: Readonly<Partial<Record<ImageFormat, string>>> = {
  png: "image/png",
  jpeg: "image/jpeg",
  webp: "image/webp",
  gif: "image/gif",
  avif: "image/avif",
  bmp: "image/bmp",
};

/**
 * One page that can be sent to a client: nothing in it is loaded from elsewhere and nothing runs. The page takes its place under its
 * name only when it is whole. Small pictures are in it as they are, their metadata included.
 */
export class HtmlReport implements Report {
  readonly #path: string;
  readonly #names: Names;
  readonly #run: RunFacts;
  readonly #stop: AbortSignal;
  readonly #spools: Spools;
  readonly #part: string;
  readonly #stream: WriteStream;
  #count = 0;
  #pictures = 0;

  private constructor(
    path: string,
    names: Names,
    run: RunFacts,
    stop: AbortSignal,
    opened: Spools & { readonly part: string; readonly stream: WriteStream },
  ) {
    this.#path = path;
    this.#names = names;
    this.#run = run;
    this.#stop = stop;
    this.#spools = opened;
    this.#part = opened.part;
    this.#stream = opened.stream;
  }

  /** Opens the file at once, so that a page that cannot be written is an error before the work, not after it. */
  static async open(path: string, names: Names, run: RunFacts, stop: AbortSignal): Promise<HtmlReport> {
    await requirePagePlace(path);
    // Two that write the same page at once do not write into each other: the later one's page stays.
    const part = `${path}.${process.pid}.part`;
    const stream = createWriteStream(part);
    try {
      await once(stream, "open");
    } catch (error) {
      throw explainWriteError(path, error);
    }
    const [denied, rows, sections] = [await Spool.open(), await Spool.open(), await Spool.open()];
    return new HtmlReport(path, names, run, stop, { part, stream, denied, rows, sections });
  }

  async add(answer: Answer): Promise<void> {
    this.#count += 1;
    const picture = this.#pictures > largestPictures ? null : await pictureOf(answer);
    this.#pictures += picture?.length ?? 0;
    // Files that somebody denied something about come first in the table.
    const isDenied = answer.decision !== null && deniedFacts(answer.decision).length > 0;
    await this.#spools[isDenied ? "denied" : "rows"].write(fileRow(answer, this.#count).text);
    await this.#spools.sections.write(fileSection(this.#names, answer, this.#count, picture).text);
  }

  async end(overview: Overview): Promise<void> {
    const { denied, rows, sections } = this.#spools;
    const output = new Output(this.#stream);
    try {
      await output.write(this.#begin(overview).text);
      for (const spool of [denied, rows]) for await (const piece of spool.read()) await output.write(piece);
      await output.write(tableEnd.text);
      for await (const piece of sections.read()) await output.write(piece);
      await output.write(pageEnd.text);
      this.#stream.end();
      await once(this.#stream, "close");
      await rename(this.#part, this.#path);
    } catch (error) {
      throw explainWriteError(this.#path, error);
    }
  }

  #begin(overview: Overview): Html {
    const notes = [
      ...(this.#stop.aborted ? ["The run was stopped before all files were answered."] : []),
      ...(this.#pictures > largestPictures
        ? ["Only the first pictures are shown, so that the page stays small enough to open."]
        : []),
    ];
    return pageBegin(this.#names, this.#run, overview, notes);
  }

  async discard(): Promise<void> {
    this.#stream.destroy();
    const { denied, rows, sections } = this.#spools;
    await Promise.all([denied, rows, sections].map(async (spool) => spool.discard()));
    // Where the page is whole, it has its name by now and no part is left.
    await rm(this.#part, { force: true });
  }
}

/** Parts of the page that wait on disk until all answers are there. */
interface Spools {
  readonly denied: Spool;
  readonly rows: Spool;
  readonly sections: Spool;
}

/** The picture itself as an address, where it is small and browsers show its format. */
async function pictureOf({ file, evidence }: Answer): Promise<string | null> {
  const type = shown[evidence.format];
  if (type === undefined) return null;
  try {
    if ((await stat(file)).size > largestPicture) return null;
    const bytes = await readFile(file);
    // It may have grown since.
    return bytes.length > largestPicture ? null : `data:${type};base64,${bytes.toString("base64")}`;
  } catch {
    // A file that is gone by now has an answer all the same.
    return null;
  }
}
