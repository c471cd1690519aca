import type { Carriers } from "../carriers.ts";
import type { Findings } from "../findings.ts";
import { claimModel } from "./models.ts";

export const BLACK_FOREST_LABS_FIELDS: readonly string[] = ["Software"];

/**
 * The programs that Black Forest Labs publishes with FLUX, and the many that were made from them: Exif `Software` is
 * `AI generated;txt2img;flux`, `Make` the company, `Model` the model, and where the user allows it the prompt is the description.
 * The same program runs open weights at home, so no service is concluded from it.
 */
export function readBlackForestLabs(carriers: Carriers): Findings[] {
  const software = carriers.texts.find(
    (carrier) => carrier.key === "Software" && /^AI generated;(?:[\w-]+;)*flux/i.test(carrier.text),
  );
  if (software === undefined) return [];
  const { at } = software;
  const company = carriers.find("Make")?.text.trim() ?? "";
  const name = carriers.find("Model")?.text.trim() ?? "";
  const prompt = carriers.find("ImageDescription")?.text.trim() ?? "";
  return [
    {
      at,
      strength: "structured",
      ai: true,
      models:
        name === "" || !company.startsWith("Black Forest Labs")
          ? []
          : [claimModel("checkpoint", at, "structured", { name, loader: "Model" })],
      ...(prompt === "" ? {} : { prompt }),
    },
  ];
}
