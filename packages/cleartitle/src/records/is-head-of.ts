import type { LogReader } from "@cleartitle/ledger";
import type { TreeHead } from "@cleartitle/ledger/verify";

/** Whether a head is one that this log had, whoever signed it. */
export async function isHeadOf(
  { head, tree }: LogReader,
  { origin, size, root }: TreeHead,
): Promise<boolean> {
  if (origin !== head.origin || size > head.size) return false;
  return Buffer.from(await tree.root(size)).equals(root);
}
