import { Cleartitle } from "../cleartitle.ts";
import type { Surroundings } from "../surroundings.ts";
import { ownFolders, type OwnOptions } from "./own-folders.ts";

/** Cleartitle with the public terms and the user's own laid over them. */
export function openTerms(options: OwnOptions, around: Surroundings): Promise<Cleartitle> {
  return Cleartitle.open({ now: around.now, own: ownFolders(options, around) });
}
