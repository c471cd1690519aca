import type { Carriers } from "../carriers.ts";
import type { Findings } from "../findings.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** xAI Grok: Exif `Artist` is the image's UUID, `ImageDescription` is `Signature: <base64>`; only xAI can check that signature. */
export function readGrok(carriers: Carriers): Findings[] {
  const signed = carriers.texts.find(
    (carrier) =>
      (carrier.key === "ImageDescription" || carrier.key === "UserComment") &&
      /^Signature: [A-Za-z0-9+/]{64,2000}={0,2}$/.test(carrier.text.slice(0, 2100).trim()),
  );
  const artist = carriers.find("Artist");
  if (signed === undefined || artist === undefined || !UUID.test(artist.text.trim())) return [];
  const claim = { at: signed.at, strength: "structured" as const };
  return [
    {
      ...claim,
      ai: true,
      services: [{ id: "xai-grok", name: "xAI Grok", ...claim }],
      parameters: { imageId: artist.text.trim() },
    },
  ];
}
