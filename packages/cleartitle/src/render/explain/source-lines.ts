import type { Reason } from "@cleartitle/rights";

import type { Paper } from "../../terminal/paper.ts";
import { wrap } from "../../terminal/wrap.ts";
import { ageText, sinceText } from "../date-text.ts";
import { ink } from "../ink.ts";
import type { Names } from "../names.ts";

/** Where a rule stands: text and place, since when it binds, when it was last read, how good the source is, and the link. */
export function sourceLines(
  paper: Paper,
  names: Names,
  { source, grade, stale }: Pick<Reason, "source" | "grade" | "stale">,
  on: string,
  indent: string,
): readonly string[] {
  const { title, at, inForce, seen, url } = source;
  const read = seen === null ? "not read by us" : `last read ${seen} (${ageText(seen, on)})`;
  const parts = [
    at === null ? title : `${title}, ${at}`,
    sinceText(inForce),
    stale === true ? `${read}: read it again` : read,
    names.grade(grade).toLowerCase(),
  ];
  return [
    ...wrap(parts.join("; "), paper.width, indent).map((line) => ink(paper, "faint", line)),
    ...(url === null ? [] : [ink(paper, "faint", indent + url)]),
  ];
}
