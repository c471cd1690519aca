/** What is written on: how wide it is, and what it can show. */
export interface Paper {
  /** Columns to fill. */
  readonly width: number;
  readonly colour: boolean;
  /** Whether marks beyond ASCII arrive as they were sent. */
  readonly unicode: boolean;
}

interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

const usual = 80;
const widest = 100;
const narrowest = 40;

/**
 * The paper behind a stream. Colour only on a terminal, never with NO_COLOR (https://no-color.org) or a dumb one. Lines longer than a
 * hundred columns are hard to read, so a wide terminal is not filled.
 */
export function paperOf(stream: Stream, environment: Environment, platform: string): Paper {
  const terminal = stream.isTTY === true;
  const columns = terminal ? (stream.columns ?? usual) : usual;
  return {
    width: Math.min(widest, Math.max(narrowest, columns)),
    colour: terminal && !environment["NO_COLOR"] && environment["TERM"] !== "dumb",
    unicode: speaksUnicode(environment, platform),
  };
}

/** POSIX: the first of these that is set and not empty names the character set. */
function speaksUnicode(environment: Environment, platform: string): boolean {
  if (platform === "win32" || platform === "darwin") return true;
  if (environment["TERM"] === "linux") return false;
  const locale = environment["LC_ALL"] || environment["LC_CTYPE"] || environment["LANG"] || "";
  return /utf-?8/i.test(locale);
}
