import { Cleartitle } from "../cleartitle.ts";
import type { Surroundings } from "../surroundings.ts";
import { ownFolders, type OwnOptions } from "./own-folders.ts";

/** Cleartitle with the public terms, or older ones where `corpus` names them, and the user's own laid over them. */
export function openTerms(options: OwnOptions, around: Surroundings, corpus?: string): Promise<Cleartitle> {
  const own = ownFolders(options, around);
  return Cleartitle.open({ now: around.now, own, ...(corpus === undefined ? {} : { corpus }) });
}
