import type { Carriers } from "../carriers.ts";
import type { Findings } from "../findings.ts";
import { readA1111 } from "./a1111.ts";
import { readComfyUI } from "./comfyui/comfyui.ts";
import { readFooocus } from "./fooocus.ts";
import { readInvokeAI } from "./invokeai.ts";
import { readIptcAi, readRights, readTc260 } from "./labels.ts";
import {
  readDrawThings,
  readEasyDiffusion,
  readHuggingFaceSpace,
  readStabilityMatrix,
} from "./local-tools.ts";
import { readMidjourney } from "./midjourney.ts";
import { readNamedServices } from "./named-services.ts";
import { readNovelAI } from "./novelai.ts";
import { readSourceType } from "./source-type.ts";
import { readSwarmUI } from "./swarmui.ts";
import { readTensorArt } from "./tensorart.ts";

/** Reads what one family of generators writes. It looks at the content of the carriers; several readers may find something in one file. */
export type Reader = (carriers: Carriers) => readonly Findings[];

export const readers: readonly Reader[] = [
  readA1111,
  readComfyUI,
  readInvokeAI,
  readSwarmUI,
  readFooocus,
  readStabilityMatrix,
  readHuggingFaceSpace,
  readEasyDiffusion,
  readDrawThings,
  readTensorArt,
  readNovelAI,
  readMidjourney,
  readNamedServices,
  readTc260,
  readIptcAi,
  readSourceType,
  readRights,
];
