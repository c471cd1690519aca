import type { LinkSpec } from "./link-spec.ts";
import { linkSpec } from "./link-spec.ts";

/** One link of `made.chain` as a question writes it: one of the kinds, with an id, a name or a hash like `sha256:…`. */
export interface WrittenLink {
  readonly gateway?: string | undefined;
  readonly service?: string | undefined;
  readonly model?: string | undefined;
  readonly adapter?: string | undefined;
  readonly component?: string | undefined;
  readonly tool?: string | undefined;
  readonly plan?: string | undefined;
  readonly licence?: string | undefined;
}

const KINDS = ["gateway", "service", "model", "component", "adapter", "tool"] as const;

/** The links that a question declares, in its order; a link may name several kinds at once. */
export function specsFromQuestion(chain: readonly WrittenLink[]): readonly LinkSpec[] {
  return chain.flatMap((written) =>
    KINDS.flatMap((kind) => {
      const name = written[kind];
      if (name === undefined) return [];
      const hosts = kind === "gateway" || kind === "service";
      return [
        linkSpec(kind, {
          name,
          plan: hosts ? (written.plan ?? null) : null,
          licence: written.licence ?? null,
          declared: true,
        }),
      ];
    }),
  );
}
