/** Where something that is no fact is said instead; null where it cannot be said there. */
export interface OwnPlace {
  /** On the command line. */
  readonly option: string | null;
  /** In a question. */
  readonly field: string;
  /** In `cleartitle.yaml`. */
  readonly declared: string | null;
}

const link = (kind: string, declared: string | null, option: string | null = null): OwnPlace => ({
  option,
  field: `"${kind}" of a link of "made.chain"`,
  declared,
});
const use = { option: "--for USE", field: '"use"', declared: "defaults.use" };
const on = { option: "--on DATE", field: '"on"', declared: null };
const made = { option: "--made DATE", field: '"made.on"', declared: 'an attestation of "made.on"' };
const prompt = { option: null, field: '"made.prompt"', declared: null };

/** What people take for facts, because it is one more thing that is so, but what has a place of its own. */
const places: Readonly<Record<string, OwnPlace>> = {
  use,
  for: use,
  market: { option: "--market MARKET", field: '"market"', declared: "defaults.market" },
  on,
  "use.on": on,
  made,
  "made.on": made,
  known: { option: null, field: '"known"', declared: null },
  service: link("service", "accounts", "--service SERVICE"),
  gateway: link("gateway", "accounts", "--gateway GATEWAY"),
  model: link("model", "models", "--model MODEL"),
  adapter: link("adapter", "adapters"),
  component: link("component", null),
  tool: link("tool", null),
  licence: link("licence", "models or adapters"),
  prompt,
  "made.prompt": prompt,
};

export function ownPlace(name: string): OwnPlace | null {
  return Object.hasOwn(places, name) ? (places[name] ?? null) : null;
}
