/** The thread of a page in which the test reads images: the room's entry for browsers, and nothing else. */
import { fromBlob, readCarriers, readEvidence } from "@cleartitle/evidence";
import { createPageCredentialReader } from "@cleartitle/evidence/page-credentials";

/** What the page hands over: a file as the person chose it. */
interface PageQuestion {
  readonly blob: Blob;
  readonly name: string;
}

const wasm = new Uint8Array(await (await fetch("c2pa.wasm")).arrayBuffer());
const today = new Date(new URL(location.href).searchParams.get("today") ?? "");
const credentials = createPageCredentialReader({ wasm, now: () => today });

async function answer({ blob, name }: PageQuestion): Promise<object> {
  return {
    evidence: await readEvidence(fromBlob(blob), { name, sha256: true, credentials }),
    carriers: await readCarriers(fromBlob(blob)),
  };
}

// Registered after the module is there; the page waits for the word.
addEventListener("message", ({ data }: MessageEvent<PageQuestion>) => {
  void answer(data).then(
    (said) => postMessage(JSON.stringify(said)),
    (error: unknown) => postMessage(JSON.stringify({ error: String(error) })),
  );
});
postMessage("ready");
