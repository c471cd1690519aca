import type { Carriers } from "../carriers.ts";
import type { Findings } from "../findings.ts";
import { readA1111 } from "./a1111.ts";
import { readComfyUI } from "./comfyui/comfyui.ts";
import { readSourceType } from "./source-type.ts";

/** Reads what one family of generators writes. It looks at the content of the carriers; several readers may find something in one file. */
export type Reader = (carriers: Carriers) => readonly Findings[];

export const readers: readonly Reader[] = [readA1111, readComfyUI, readSourceType];
