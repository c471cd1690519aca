/** One who reads files, timed beside the others in a process of its own. */
export interface Contestant {
  /** Reads one file after the other. `failed` counts files that gave an error or took too long. */
  readonly pass: (paths: readonly string[]) => Promise<{ readonly failed: number }>;
  /** All that it says about one file, as one text: for looking up whether a known value is in it. */
  readonly say: (path: string) => Promise<string>;
  readonly close: () => Promise<void>;
  /** Processes that work for it, whose memory counts as its own. */
  readonly helpers?: () => readonly number[];
}

/** A contestant whose reading of a file is one call. */
export function oneByOne(read: (path: string) => unknown, close?: () => Promise<void>): Contestant {
  return {
    pass: async (paths) => {
      let failed = 0;
      for (const path of paths) {
        try {
          await read(path);
        } catch {
          failed += 1;
        }
      }
      return { failed };
    },
    say: async (path) => textOf(await read(path)),
    close: close ?? (() => Promise.resolve()),
  };
}

/** Every string and number in a value, one a line; bytes as Latin-1. */
export function textOf(value: unknown): string {
  const found: string[] = [];
  const seen = new Set<unknown>();
  const look = (current: unknown): void => {
    if (typeof current === "string") found.push(current);
    else if (typeof current === "number" || typeof current === "bigint") found.push(String(current));
    else if (current instanceof Uint8Array) found.push(Buffer.from(current).toString("latin1"));
    else if (typeof current === "object" && current !== null && !seen.has(current)) {
      seen.add(current);
      for (const each of Array.isArray(current) ? current : Object.values(current)) look(each);
    }
  };
  look(value);
  return found.join("\n");
}
