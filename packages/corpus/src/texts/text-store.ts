/** A stored text of a document: what somebody copied on some day. Only checkers see texts; the corpus never holds them. */
export interface StoredText {
  /** File name without its extension: a date, or a version and a date. */
  readonly id: string;
  /** `sha256:` and the hex digest of the file. */
  readonly digest: string;
  readonly text: string;
}

/** Series of stored texts by the names that documents give in `text`; undefined where a series is not at hand. */
export interface TextStore {
  readonly series: (name: string) => readonly StoredText[] | undefined;
}
