import type { PublicDomain } from "./finding.ts";
import type { Name } from "./name.ts";

/** Years after the author's death for which copyright lasts in the European Union and many other places (Directive 2006/116/EC, art. 1). */
const term = 70;

/**
 * Whether an artist's works are out of copyright on a day, where it lasts for life and seventy years: the term runs from the first of January after
 * the death (art. 8), so the works are free from the year `died + 71`. Elsewhere it may last longer (100 years in Mexico), or be counted
 * from publication. An unknown year of death is `unknown`, except where the artist was born so late that the term cannot be over.
 */
export function publicDomainOn({ born, died }: Pick<Name, "born" | "died">, on: string): PublicDomain {
  const year = Number(/^(\d{4})-\d{2}-\d{2}$/u.exec(on)?.[1] ?? Number.NaN);
  if (Number.isNaN(year)) return "unknown";
  if (died !== null) return year > died + term ? "yes" : "no";
  return born !== null && year <= born + term ? "no" : "unknown";
}
