/**
 * Who may import whom: the table of the house (docs/decisions/0002-rooms.md). A room is a folder of `packages/`;
 * one that is not listed here fails the lint, so that a new room is given its row with its first file.
 */
export interface Room {
  /** Rooms it may import, always through an entry that their package.json declares. */
  readonly mayImport: readonly string[];
  /** Rooms of which it may only take types. */
  readonly typesOnly?: readonly string[];
  /** Its entries (all but `./node…`, or only those named) run in a browser: no file they reach imports a Node built-in. */
  readonly browser?: true | readonly string[];
  /** No package from outside, no vendor's name. */
  readonly pure?: true;
  /** May draw random values. */
  readonly chance?: true;
  /** May read the clock, the environment and the network. All others are given these as arguments. */
  readonly touchesWorld?: true;
}

export const roomTable: Readonly<Record<string, Room>> = {
  corpus: { mayImport: [] },
  evidence: { mayImport: [], browser: true },
  title: { mayImport: ["corpus", "evidence"], browser: true },
  content: { mayImport: [], browser: true },
  rights: { mayImport: ["corpus", "title"], typesOnly: ["corpus", "title"], browser: true, pure: true },
  ledger: { mayImport: [], browser: ["./verify", "./record"], chance: true },
  catalog: { mayImport: ["ledger"] },
  cleartitle: {
    mayImport: ["corpus", "evidence", "title", "content", "rights", "ledger", "catalog"],
    browser: ["./verify"],
    touchesWorld: true,
  },
};
