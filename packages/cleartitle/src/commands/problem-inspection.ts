import type { Inspection } from "../answer.ts";
import { CleartitleError } from "../cleartitle-error.ts";

/** A file about which nothing can be said, in the shape of one about which something can. */
export function problemInspection(file: string, error: unknown): Inspection {
  const code = error instanceof CleartitleError ? error.code : "internal";
  const message = error instanceof Error ? error.message : String(error);
  return {
    file,
    sha256: null,
    format: "unknown",
    width: null,
    height: null,
    tool: null,
    service: null,
    gateway: null,
    models: [],
    adapters: [],
    content: [],
    prompt: null,
    negativePrompt: null,
    parameters: {},
    digitalSourceType: null,
    contentCredentials: { state: "absent", claimGenerator: null, signer: null, actions: [] },
    carriers: [],
    madeByAI: "no-evidence",
    madeOn: null,
    problems: [{ code, message }],
  };
}
