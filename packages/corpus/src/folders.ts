import type { PartyKind } from "./party.ts";

/** The folder of each kind of party. */
export const FOLDERS: Readonly<Record<PartyKind, string>> = {
  service: "services",
  gateway: "gateways",
  model: "models",
  licence: "licences",
  adapter: "adapters",
  tool: "tools",
  market: "markets",
  law: "laws",
};
