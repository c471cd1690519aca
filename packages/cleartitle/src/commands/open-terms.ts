import { Cleartitle } from "../cleartitle.ts";
import type { Surroundings } from "../surroundings.ts";
import { ownFolders, type OwnOptions } from "./own-folders.ts";
import { readAnchors, tellAnchors, type TrustOptions } from "./trust-anchors.ts";

/** Cleartitle with the public terms, or older ones where `corpus` names them, and the user's own laid over them. */
export function openTerms(options: OwnOptions, around: Surroundings, corpus?: string): Promise<Cleartitle> {
  const own = ownFolders(options, around);
  return Cleartitle.openForCommand({ now: around.now, own, ...(corpus === undefined ? {} : { corpus }) });
}

/** The same for commands that read images: with the issuers of Content Credentials that the person trusts, and says so. */
export async function openForImages(
  options: OwnOptions & TrustOptions,
  around: Surroundings,
): Promise<Cleartitle> {
  const anchors = await readAnchors(options, around);
  tellAnchors(options, around);
  return Cleartitle.openForCommand({ now: around.now, own: ownFolders(options, around), anchors });
}
