import type { Document, Version } from "../party.ts";
import type { StoredText } from "./text-store.ts";

/**
 * The stored texts of a version: that with the version's digest where it has one; else those named after the version or copied on a
 * day on which the version was seen. The only text of a document with one version is that version's.
 */
export function textsOfVersion(
  document: Document,
  version: Version,
  stored: readonly StoredText[],
): readonly StoredText[] {
  const exact = stored.filter(({ digest }) => digest === version.digest);
  if (exact.length > 0) return exact;
  const named = stored.filter(({ id }) => id === version.id || id.split("_").includes(version.id));
  const { seen } = version;
  const seenThen =
    seen === null
      ? []
      : stored.filter(({ id }) => {
          const day = /\d{4}-\d\d-\d\d/u.exec(id)?.[0];
          return day !== undefined && day >= seen.first && day <= seen.last;
        });
  const found = [...new Set([...named, ...seenThen])];
  if (found.length > 0) return found;
  return document.versions.length === 1 && stored.length === 1 ? stored : [];
}
