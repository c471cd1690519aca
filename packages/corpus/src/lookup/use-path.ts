import type { Registry } from "../registry.ts";
import { own } from "../own.ts";

/** The codes from the root of the tree of uses down to `use`, itself included; undefined where there is no such use. */
export function usePath(registry: Registry, use: string): readonly string[] | undefined {
  return own(registry.uses, use)?.path;
}

/** Whether a rule for `uses` (null: every use) speaks of `use`: for one of its codes, `use` is that code or lies below it. */
export function coversUse(registry: Registry, uses: readonly string[] | null, use: string): boolean {
  return uses === null || (usePath(registry, use)?.some((code) => uses.includes(code)) ?? false);
}
