import { spawnSync, type ChildProcess } from "node:child_process";
import { join } from "node:path";

export const cli: string = join(import.meta.dirname, "../cli.ts");

export interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly input?: string;
  readonly uid?: number;
  /** Instead of the environment of the test. */
  readonly env?: NodeJS.ProcessEnv;
  /** Options of Node itself. */
  readonly node?: readonly string[];
}

/** The command as a process of its own, in a folder, until its end. */
export function runProcess(
  cwd: string,
  args: readonly string[],
  { input = "", node = [], ...rest }: RunOptions = {},
): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...node, cli, ...args], {
    env: { ...process.env, LANG: "C.UTF-8", NO_COLOR: "" },
    ...rest,
    input,
    encoding: "utf8",
    maxBuffer: 1 << 30,
    cwd,
  });
  return { status, out: stdout, err: stderr };
}

/** Options of Node under which a process ends with the largest size that it ever had, for `peakMegabytes`. */
export const printPeak: readonly string[] = [
  "--import",
  "data:text/javascript,process.on('exit',()=>process.stderr.write('peak '+process.resourceUsage().maxRSS))",
];
export const peakMegabytes = ({ err }: Ran): number => Number(/peak (\d+)/.exec(err)?.[1]) / 1024;

/** The status with which a process ends, or null where a signal ended it. */
export const closed = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.on("close", resolve));
