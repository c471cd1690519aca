import { readFileSync } from "node:fs";
import { hostname } from "node:os";

/** Who holds a lock: a process id means something only with its host, that host's boot, and when it started. */
export interface Owner {
  readonly pid: number;
  readonly host: string;
  readonly boot: string;
  readonly started: string;
}

/** What the lock needs to know of the system's processes. */
export interface Processes {
  readonly self: Owner;
  /** "unknown" where it cannot be found out from here: then the lock stays. */
  fate(owner: Owner): "alive" | "dead" | "unknown";
}

/** The processes of this machine. Where there is no /proc, a living process id counts as the same process. */
export function systemProcesses(): Processes {
  const self = { pid: process.pid, host: hostname(), boot: bootId(), started: startOf(process.pid) };
  return {
    self,
    fate(owner) {
      if (owner.host !== self.host) return "unknown";
      if (owner.boot !== self.boot) return "dead";
      if (!isRunning(owner.pid)) return "dead";
      return startOf(owner.pid) === owner.started ? "alive" : "dead";
    },
  };
}

function bootId(): string {
  return textOf("/proc/sys/kernel/random/boot_id").trim();
}

/** Field 22 of /proc/PID/stat, in clock ticks since boot; counted behind the name, which may hold spaces. */
function startOf(pid: number): string {
  const stat = textOf(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not allowed to signal it means that it is there.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
