import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";

import type { Surroundings } from "../surroundings.ts";

/**
 * Where a ledger is. `folder` holds the log (`log/`, which may be copied and published), what opens its private fields (`private/`) and the
 * index of it (`catalog.sqlite`). The signing key and the memory of the last signed head lie in `keys`, apart from all that, so that
 * whoever copies, publishes or rolls back the folder of a project has neither.
 */
export interface LedgerPlace {
  readonly folder: string;
  readonly keys: string;
}

/** What says where the ledger is, beside the folder one stands in. */
export interface PlaceOptions {
  readonly ledger?: string;
}

type Environment = Surroundings["environment"];

/**
 * The ledger of `--ledger`, else of CLEARTITLE_LEDGER, else `.cleartitle/ledger` of the project that `from` lies in.
 *
 * @example
 * findLedger({ ledger: "/archive/ledger" }, { HOME: "/home/ada" }, "/home/ada").folder; // "/archive/ledger"
 */
export function findLedger(options: PlaceOptions, environment: Environment, from: string): LedgerPlace {
  const named = options.ledger ?? environment["CLEARTITLE_LEDGER"];
  const folder =
    named === undefined || named === ""
      ? join(findProject(from) ?? resolve(from), ".cleartitle", "ledger")
      : resolve(from, named);
  return { folder, keys: environment["CLEARTITLE_KEYS"] || join(configFolder(environment), "keys") };
}

/** The nearest folder upwards with a `cleartitle.yaml` or a `.cleartitle` in it; null where there is none. */
export function findProject(from: string): string | null {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (["cleartitle.yaml", join(".cleartitle", "ledger")].some((name) => existsSync(join(folder, name))))
      return folder;
    if (dirname(folder) === folder) return null;
  }
}

/** Where a person's own settings lie: XDG_CONFIG_HOME or `~/.config`, on Windows APPDATA. */
export function configFolder(environment: Environment): string {
  const home = environment["HOME"] || homedir();
  const folder = environment["XDG_CONFIG_HOME"] || environment["APPDATA"] || join(home, ".config");
  return join(folder, "cleartitle");
}
