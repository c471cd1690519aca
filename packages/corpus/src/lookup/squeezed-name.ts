import { normalName } from "./normal-name.ts";

/**
 * A name without what parts its words, for people who write `adobestock` or `sd3.5`: of the marks of {@link normalName} only those between
 * two digits stay, because 1.1 is not 11. `SD 3.5 Large` → `sd3-5large`.
 */
export function squeezedName(name: string): string {
  return normalName(name).replaceAll(/(?<!\p{N})-|-(?!\p{N})/gu, "");
}
