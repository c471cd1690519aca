/** One line of a stream, numbered from 1; `text` is null where it was too long or not UTF-8. */
export interface Line {
  readonly number: number;
  readonly text: string | null;
  readonly problem: "line-too-long" | "bad-json" | null;
}

const newline = 0x0a;

/**
 * The lines of a stream of bytes, read only as fast as they are taken. A line longer than `limit` bytes is passed over without being kept,
 * so that memory stays bounded whatever arrives; the lines after it still come. A byte order mark and `\r` before the end are dropped.
 */
export async function* linesOf(stream: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Line> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let number = 0;
  let parts: Uint8Array[] = [];
  let size = 0;

  const finish = (): Line => {
    number += 1;
    const line = size > limit ? null : Buffer.concat(parts, size);
    parts = [];
    size = 0;
    if (line === null) return { number, text: null, problem: "line-too-long" };
    try {
      return { number, text: decoder.decode(line).replace(/\r$/, ""), problem: null };
    } catch {
      return { number, text: null, problem: "bad-json" };
    }
  };
  const keep = (part: Uint8Array): void => {
    size += part.length;
    if (size <= limit) parts.push(part);
    else parts = [];
  };

  for await (const chunk of stream) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      keep(chunk.subarray(start, end));
      yield finish();
      start = end + 1;
    }
    if (start < chunk.length) keep(chunk.subarray(start));
  }
  if (size > 0) yield finish();
}
