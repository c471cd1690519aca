import { nearest } from "@cleartitle/corpus";

/** ` Did you mean "…"?`, or nothing where no candidate is near enough. */
export function didYouMean(name: string, candidates: Iterable<string>): string {
  const near = nearest(name, candidates);
  return near === undefined ? "" : ` Did you mean "${near}"?`;
}
