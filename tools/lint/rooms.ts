/** `node tools/lint/rooms.ts`: prints where a room imports, reads or is what it may not. Exit status 1 where an error stands. */
import { join } from "node:path";

import { checkRooms } from "./check-rooms.ts";

const findings = checkRooms(join(import.meta.dirname, "../.."));
for (const { level, file, line, code, message } of findings) {
  console.log(`${level} ${file}:${line} ${code}: ${message}`);
}
const errors = findings.filter((finding) => finding.level === "error").length;
console.log(`${errors} errors, ${findings.length - errors} warnings in the rooms`);
process.exitCode = errors > 0 ? 1 : 0;
