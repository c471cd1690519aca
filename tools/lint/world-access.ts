interface Access {
  readonly pattern: RegExp;
  readonly what: string;
}

/** What only `packages/cleartitle` may touch; all other rooms are given the time and the rest as arguments. */
export const worldAccess: readonly Access[] = [
  { pattern: /\bDate\.now\b/, what: "the clock (Date.now)" },
  { pattern: /\bnew Date\(\s*\)/, what: "the clock (new Date())" },
  { pattern: /(?<!\bnew )\bDate\(\s*\)/, what: "the clock (Date())" },
  { pattern: /\bperformance\.(?:now|timeOrigin)\b/, what: "the clock (performance)" },
  { pattern: /\bhrtime\b/, what: "the clock (hrtime)" },
  {
    pattern: /\bprocess\.(?:env|argv|cwd|stdin|stdout|stderr)\b/,
    what: "the environment (process)",
  },
  { pattern: /(?<![.#\w])fetch\(/, what: "the network (fetch)" },
  { pattern: /\bnew (?:WebSocket|EventSource|XMLHttpRequest)\b/, what: "the network" },
  {
    pattern: /["'](?:node:)?(?:http|https|http2|net|tls|dns|dgram|child_process)(?:\/\w+)?["']/,
    what: "the network or other programs",
  },
];

/** Chance makes keys and salts, so a ledger needs it; an answer must never hang on it. */
export const chance: readonly Access[] = [
  { pattern: /\bMath\.random\b/, what: "chance (Math.random)" },
  { pattern: /\brandom(?:UUID(?:v7)?|Bytes|Int)\b|\bgetRandomValues\b/, what: "chance (random values)" },
];
