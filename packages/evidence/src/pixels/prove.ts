import type { Window } from "../bytes/window.ts";
import type { Carriers } from "../carriers.ts";
import type { ModelClaim, ServiceClaim } from "../evidence.ts";
import type { Findings } from "../findings.ts";
import { limits } from "../limits.ts";
import { verifyNovelAI } from "./novelai-signature.ts";
import { decodeRows, readPixelData } from "./png-pixels.ts";

/** Decodes the pixels of formats that the core cannot: RGB bytes, row by row, not premultiplied. Null where it cannot either. */
export type PixelDecoder = () => Promise<Uint8Array | null>;

/** Checks the signatures that findings carry; what holds is raised to `signed`, what does not is reported. */
export async function proveFindings(
  findings: readonly Findings[],
  window: Window,
  carriers: Carriers,
  decode?: PixelDecoder,
): Promise<Findings[]> {
  const proved: Findings[] = [];
  for (const finding of findings)
    proved.push(
      finding.novelaiSignature === undefined
        ? finding
        : await prove(finding, finding.novelaiSignature, window, carriers, decode),
    );
  return proved;
}

async function prove(
  finding: Findings,
  { comment, signature }: { readonly comment: string; readonly signature: string },
  window: Window,
  carriers: Carriers,
  decode: PixelDecoder | undefined,
): Promise<Findings> {
  const rgb = await readRgb(window, carriers, decode);
  const valid = rgb === null ? null : await verifyNovelAI(rgb, comment, signature);
  if (valid === null) {
    carriers.problem(
      "signature-unchecked",
      `${finding.at}: NovelAI's signature could not be checked, because the pixels of this file cannot be decoded here.`,
    );
    return finding;
  }
  if (!valid) {
    carriers.problem(
      "signature-invalid",
      `${finding.at}: NovelAI's signature does not fit the pixels: the image or its text was changed afterwards.`,
    );
    return finding;
  }
  const sign = <Kind extends ServiceClaim | ModelClaim>(claims: readonly Kind[] | undefined): Kind[] =>
    (claims ?? []).map((claim) => ({ ...claim, strength: "signed" as const }));
  // `Source` and with it the model is not covered by the signature: only what stands in the comment is proved.
  return { ...finding, strength: "signed", services: sign(finding.services) };
}

async function readRgb(
  window: Window,
  carriers: Carriers,
  decode: PixelDecoder | undefined,
): Promise<Uint8Array | null> {
  const { pixels } = carriers;
  if (pixels === null) return decode === undefined ? null : decode();
  if (pixels.width * pixels.height > limits.pixels) return null;
  const data = await readPixelData(window, pixels, limits.pixelBytes);
  const decoded = decodeRows(data, pixels, pixels.height, carriers.inflate);
  if (decoded === null) return decode === undefined ? null : decode();
  if (decoded.channels === 3) return decoded.bytes;
  const rgb = new Uint8Array((decoded.bytes.length / 4) * 3);
  for (let from = 0, to = 0; from < decoded.bytes.length; from += 4, to += 3) {
    rgb[to] = decoded.bytes[from]!;
    rgb[to + 1] = decoded.bytes[from + 1]!;
    rgb[to + 2] = decoded.bytes[from + 2]!;
  }
  return rgb;
}
