import type { Carriers, TextCarrier } from "../carriers.ts";
import type { Findings } from "../findings.ts";
import { A1111_FIELDS, readA1111 } from "./a1111.ts";
import { COMFYUI_FIELDS, readComfyUI } from "./comfyui/comfyui.ts";
import { readFooocus } from "./fooocus.ts";
import { INVOKEAI_FIELDS, readInvokeAI } from "./invokeai.ts";
import { JSON_FIELDS } from "./json-texts.ts";
import { BLACK_FOREST_LABS_FIELDS, readBlackForestLabs } from "./black-forest-labs.ts";
import { readDrawThings } from "./draw-things.ts";
import { EASY_DIFFUSION_FIELDS, readEasyDiffusion } from "./easy-diffusion.ts";
import { readByteDance } from "./bytedance.ts";
import { readGrok } from "./grok.ts";
import { readHuggingFaceSpace } from "./hugging-face-space.ts";
import { IPTC_AI_FIELDS, readIptcAi } from "./iptc-ai.ts";
import { OPENVINO_FIELDS, readOpenVino } from "./openvino.ts";
import { readRights, RIGHTS_FIELDS } from "./rights.ts";
import { readSamsung } from "./samsung.ts";
import { readStabilityMatrix } from "./stability-matrix.ts";
import { readTc260, TC260_FIELDS } from "./tc260.ts";
import { MOCHI_FIELDS, readMochi } from "./mochi.ts";
import { MIDJOURNEY_FIELDS, readMidjourney } from "./midjourney.ts";
import { NAMED_SERVICE_FIELDS, readNamedServices } from "./named-services.ts";
import { readNovelAI } from "./novelai.ts";
import { readSourceType, SOURCE_TYPE_FIELDS } from "./source-type.ts";
import { readSwarmUI } from "./swarmui.ts";
import { readTensorArt } from "./tensorart.ts";

/** Reads what one family of generators writes. It looks at the content of the carriers; several readers may find something in one file. */
export interface Reader {
  /** Fields worth looking into; `:name` stands for a field of XMP under any prefix. The content decides, this only saves time. */
  readonly fields: readonly string[];
  readonly read: (carriers: Carriers) => readonly Findings[];
}

const READERS: readonly Reader[] = [
  { fields: A1111_FIELDS, read: readA1111 },
  { fields: COMFYUI_FIELDS, read: readComfyUI },
  { fields: INVOKEAI_FIELDS, read: readInvokeAI },
  { fields: JSON_FIELDS, read: readSwarmUI },
  { fields: JSON_FIELDS, read: readFooocus },
  { fields: ["parameters-json", "smproj"], read: readStabilityMatrix },
  { fields: [...JSON_FIELDS, "hf-job-id"], read: readHuggingFaceSpace },
  { fields: [...JSON_FIELDS, ...EASY_DIFFUSION_FIELDS], read: readEasyDiffusion },
  { fields: [...JSON_FIELDS, "xmp:CreatorTool"], read: readDrawThings },
  { fields: MOCHI_FIELDS, read: readMochi },
  { fields: OPENVINO_FIELDS, read: readOpenVino },
  { fields: ["generation_data"], read: readTensorArt },
  { fields: ["Comment", "Software"], read: readNovelAI },
  { fields: MIDJOURNEY_FIELDS, read: readMidjourney },
  { fields: NAMED_SERVICE_FIELDS, read: readNamedServices },
  { fields: BLACK_FOREST_LABS_FIELDS, read: readBlackForestLabs },
  { fields: ["ImageDescription", "UserComment"], read: readGrok },
  { fields: ["trailer"], read: readSamsung },
  { fields: ["ImageDescription", "UserComment"], read: readByteDance },
  { fields: TC260_FIELDS, read: readTc260 },
  { fields: IPTC_AI_FIELDS, read: readIptcAi },
  { fields: SOURCE_TYPE_FIELDS, read: readSourceType },
  { fields: RIGHTS_FIELDS, read: readRights },
];

/** Readers by field, as bits. */
const BY_FIELD: ReadonlyMap<string, number> = (() => {
  const masks = new Map<string, number>();
  for (const [index, reader] of READERS.entries()) {
    for (const field of reader.fields) masks.set(field, (masks.get(field) ?? 0) | (1 << index));
  }
  return masks;
})();

function interested(carrier: TextCarrier): number {
  const exact = BY_FIELD.get(carrier.key) ?? 0;
  if (carrier.kind !== "xmp") return exact;
  const colon = carrier.key.lastIndexOf(":");
  return colon < 0 ? exact : exact | (BY_FIELD.get(carrier.key.slice(colon)) ?? 0);
}

/** Everything that the readers find in the texts of a file. */
export function readFindings(carriers: Carriers): Findings[] {
  let mask = 0;
  for (const carrier of carriers.texts) mask |= interested(carrier);
  const findings: Findings[] = [];
  for (let index = 0; mask !== 0; index++, mask >>>= 1) {
    if ((mask & 1) !== 0) findings.push(...READERS[index]!.read(carriers));
  }
  return findings;
}
