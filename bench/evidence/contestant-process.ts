/** The process in which one contestant reads: `node contestant-process.ts ID`, told by its parent what to read. */
import { readFileSync } from "node:fs";

import type { Contestant } from "./contestant.ts";
import type { Reply, Request } from "./contestant-runner.ts";

const { start } = (await import(`./contestants/${process.argv[2]}.ts`)) as { start: () => Contestant };
const contestant = start();

process.on("message", (request: Request) => {
  if (request.kind === "close") void contestant.close().then(() => process.disconnect());
  else void answer(request).then((reply) => process.send?.(reply));
});

async function answer(request: Exclude<Request, { kind: "close" }>): Promise<Reply> {
  switch (request.kind) {
    case "pass": {
      const before = performance.now();
      const { failed } = await contestant.pass(request.paths);
      return { kind: "pass", milliseconds: performance.now() - before, failed, peakBytes: peakBytes() };
    }
    case "say":
      try {
        return { kind: "say", text: await contestant.say(request.path) };
      } catch {
        return { kind: "say", text: "" };
      }
  }
}

/** The most memory that this process and its helpers ever held at a time. */
function peakBytes(): number {
  const helpers = contestant.helpers?.() ?? [];
  return ["self", ...helpers].reduce<number>((sum, id) => sum + peakOf(String(id)), 0);
}

/** `maxRSS` would count what the parent held before the process became this one; Linux says better. */
function peakOf(id: string): number {
  try {
    const status = readFileSync(`/proc/${id}/status`, "utf8");
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return id === "self" ? process.resourceUsage().maxRSS * 1024 : 0;
  }
}
