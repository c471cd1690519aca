import { open } from "node:fs/promises";

const piece = 65_536;

/**
 * The bytes of a file or a pipe, where it has no more than `most`; otherwise how many it has at the least, and nothing of it is kept. A file says
 * its size beforehand; a pipe does not, so it is read no further than that.
 */
export async function readUpTo(path: string, most: number): Promise<Buffer | number> {
  const file = await open(path, "r");
  try {
    const status = await file.stat();
    if (status.size > most) return status.size;
    const parts: Buffer[] = [];
    let length = 0;
    for (;;) {
      const part = Buffer.allocUnsafe(Math.max(piece, Math.min(status.size - length + 1, most)));
      const { bytesRead } = await file.read(part, 0, part.length, null);
      if (bytesRead === 0) break;
      length += bytesRead;
      if (length > most) return length;
      parts.push(part.subarray(0, bytesRead));
    }
    return parts.length === 1 ? (parts[0] ?? Buffer.alloc(0)) : Buffer.concat(parts, length);
  } finally {
    await file.close();
  }
}
