import { loadPeer } from "../../peer.ts";
import { type Contestant, oneByOne } from "../contestant.ts";

interface ExifTool {
  readonly readRaw: (path: string, options: { readonly readArgs: readonly string[] }) => Promise<object>;
  readonly end: () => Promise<void>;
  readonly pids: readonly number[];
}

/** ExifTool kept running (`-stay_open`) in one process, through exiftool-vendored. */
export function start(): Contestant {
  const { ExifTool } = loadPeer("exiftool-vendored") as { ExifTool: new (options: object) => ExifTool };
  const tool = new ExifTool({ maxProcs: 1, taskTimeoutMillis: 60_000, maxTasksPerProcess: 100_000 });
  const contestant = oneByOne(
    (path) => tool.readRaw(path, { readArgs: ["-struct"] }),
    () => tool.end(),
  );
  return { ...contestant, helpers: () => tool.pids };
}
