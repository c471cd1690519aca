import type { Finding } from "./finding.ts";

/** What kind of text of a file a name can stand in. */
export type TextPlace = "prompt" | "negativePrompt" | "title" | "headline" | "description" | "keywords";

/** A text that a file carries, as it stands there. */
export interface Written {
  readonly where: TextPlace;
  readonly text: string;
}

/** A name, and the text that it stands in. `span` counts in that text. */
export interface WrittenFinding extends Finding {
  readonly where: TextPlace;
  /** Its words stand apart, in two keywords or in the title and a keyword: together they name it, but nobody wrote them together. */
  readonly split?: true;
}
