/** What only `packages/cleartitle` may touch; all other rooms are given time, chance and files as arguments. */
export const worldAccess: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  { pattern: /\bDate\.now\b/, what: "the clock (Date.now)" },
  { pattern: /\bnew Date\(\s*\)/, what: "the clock (new Date())" },
  { pattern: /(?<!\bnew )\bDate\(\s*\)/, what: "the clock (Date())" },
  { pattern: /\bperformance\.(?:now|timeOrigin)\b/, what: "the clock (performance)" },
  { pattern: /\bhrtime\b/, what: "the clock (hrtime)" },
  {
    pattern: /\bprocess\.(?:env|argv|cwd|platform|stdin|stdout|stderr)\b/,
    what: "the environment (process)",
  },
  { pattern: /\bMath\.random\b/, what: "chance (Math.random)" },
  { pattern: /\brandomUUID(?:v7)?\b|\bgetRandomValues\b|\brandomBytes\b/, what: "chance (random values)" },
  { pattern: /(?<![.\w])fetch\(/, what: "the network (fetch)" },
  { pattern: /\bnew (?:WebSocket|EventSource|XMLHttpRequest)\b/, what: "the network" },
  {
    pattern: /["'](?:node:)?(?:http|https|http2|net|tls|dns|dgram|child_process)(?:\/\w+)?["']/,
    what: "the network or other programs",
  },
];
