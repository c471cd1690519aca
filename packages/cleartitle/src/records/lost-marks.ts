import type { Inspection } from "../answer.ts";

/** A mark of origin that was in a file and is not in what was made of it. Codes are stable. */
export interface EditWarning {
  readonly code:
    | "credentials-dropped"
    | "credentials-broken"
    | "source-type-dropped"
    | "label-dropped"
    | "not-compared";
  readonly message: string;
}

type Marked = Pick<Inspection, "contentCredentials" | "digitalSourceType" | "claims" | "labels">;

/** The marks of origin that an edit lost. Whoever passes the image on should know, and put them back from the original. */
export function lostMarks(before: Marked, after: Marked): readonly EditWarning[] {
  const lost: EditWarning[] = [];
  const { contentCredentials: had } = before;
  const { contentCredentials: has } = after;
  const kept = "Keep the original, and export again with a tool that carries them over and adds the edit.";
  if (holds(had) && has.state === "absent" && has.remoteManifest === undefined)
    lost.push({
      code: "credentials-dropped",
      message: `Before the edit the file had Content Credentials that hold, and after it there are none: the edit dropped a mark of origin. ${kept}`,
    });
  else if (holds(had) && has.state === "invalid")
    lost.push({
      code: "credentials-broken",
      message: `Before the edit the file had Content Credentials that hold, and those in it after the edit no longer do. ${kept}`,
    });
  if (statesOwnSourceType(before) && after.digitalSourceType === null)
    lost.push({
      code: "source-type-dropped",
      message: `Before the edit the file stated the source type ${before.digitalSourceType}, and after it there is none. Write the IPTC field DigitalSourceType again.`,
    });
  const labels = new Set(after.labels?.map(({ standard }) => standard));
  const gone = new Set(before.labels?.map(({ standard }) => standard).filter((each) => !labels.has(each)));
  for (const standard of gone)
    lost.push({
      code: "label-dropped",
      message: `Before the edit the file had a label of AI-made images (${standard}), and after it there is none. Put it back.`,
    });
  return lost;
}

/** Hashes and signature hold; whether the signer is one that we can name is another question. */
const holds = ({ state, integrity }: Marked["contentCredentials"]): boolean =>
  state === "valid" || integrity === "valid";

/** A source type that stands in the Content Credentials alone goes with them, and is told with them. */
function statesOwnSourceType({ digitalSourceType, claims }: Marked): boolean {
  const own = claims?.digitalSourceTypes.filter(({ at }) => !at.startsWith("c2pa:"));
  return digitalSourceType !== null && (own === undefined || own.length > 0);
}
