import { FolderStorage } from "@cleartitle/ledger";
import { FolderPrivateStore, type PrivateStore } from "@cleartitle/ledger/records";
import { join } from "node:path";

import { explainLedgerError } from "./explain-ledger-error.ts";
import type { LedgerPlace } from "./ledger-place.ts";

/** The private fields of a ledger as the ledger itself reads them. */
export function privateStoreOf({ folder }: LedgerPlace): FolderPrivateStore {
  return new FolderPrivateStore(new FolderStorage(join(folder, "private")));
}

/** The same for commands and the library: a file that cannot be read is told with the folder it lies in and what to do. */
export class ExplainedPrivateStore extends FolderPrivateStore {
  readonly #place: LedgerPlace;

  constructor(place: LedgerPlace) {
    super(new FolderStorage(join(place.folder, "private")));
    this.#place = place;
  }

  override async openings(record: string): ReturnType<PrivateStore["openings"]> {
    try {
      return await super.openings(record);
    } catch (error) {
      throw explainLedgerError(this.#place, error);
    }
  }
}
