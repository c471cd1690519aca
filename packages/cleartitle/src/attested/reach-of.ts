import type { Registry } from "@cleartitle/corpus";

/**
 * How far a word that somebody gives for a fact may carry. `anywhere`: about a file or about none. `file`: only about a file. `use`: only about a
 * file and one use of it. `question`: not at all, for it is what the person who asks intends.
 */
export type Reach = "anywhere" | "file" | "use" | "question";

/** Null for what is no fact that anybody could vouch for. */
export function reachOf(registry: Pick<Registry, "facts" | "duties">, name: string): Reach | null {
  const duty = /^met\.(.+)$/.exec(name)?.[1];
  if (duty !== undefined) return Object.hasOwn(registry.duties, duty) ? "use" : null;
  const fact = Object.hasOwn(registry.facts, name) ? registry.facts[name] : undefined;
  if (fact === undefined || fact.derived) return null;
  // A licence or a registration is the holder's, also where relying on it is up to whoever asks.
  if (fact.subject === "holder" || fact.subject === "registration" || name.startsWith("registered."))
    return "anywhere";
  return fact.subject === "use" ? "question" : "file";
}
