/** The facts whose values are places. */
export const PLACE_FACTS: ReadonlySet<string> = new Set(["use.territory", "holder.country"]);
