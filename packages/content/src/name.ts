/** What a name belongs to. */
export type NameKind =
  | "artist"
  | "studio"
  | "character"
  | "franchise"
  | "brand"
  | "real-person"
  | "agency"
  | "event";

/** One name of the data set: facts only. */
export interface Name {
  readonly kind: NameKind;
  /** How the name is usually written in Latin letters, with a note in brackets where it would be unclear. */
  readonly name: string;
  /** Year of birth; negative before our era; null where the data set does not know it. */
  readonly born: number | null;
  /** Year of death; null where the data set does not know one, which is no proof of life. */
  readonly died: number | null;
  /** The franchise a character belongs to, empty where it is not recorded. */
  readonly of: string;
  /** How often prompts use it: 3 very often, 2 usual, 1 rare. */
  readonly use: 1 | 2 | 3;
}

/**
 * How much a written form says by itself: `plain` forms name only this; `word` forms are also something else (a place, a given
 * name); `common` forms are everyday words; `exact` forms count only in the case they are recorded in (`EU`), and `exact-word` forms
 * only so and still need context (`Amazon`). A `not` form is no name at all and keeps what is inside it from being taken for one
 * (`tesla coil`).
 */
export type FormStrength = "plain" | "word" | "common" | "exact" | "exact-word" | "not";

/** One way to write a name. */
export interface Form {
  readonly name: Name;
  readonly text: string;
  readonly strength: FormStrength;
}
