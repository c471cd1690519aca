import { textChunk, type PngChunk } from "./png.ts";

export interface MidjourneyJob {
  /** Prompt with its parameters, for example `… --ar 1:1 --v 6.1`. */
  readonly prompt: string;
  readonly author: string;
  readonly created: string;
  readonly jobId: string;
}

/** The chunks of an image downloaded from Midjourney; its XMP is in a tEXt chunk, not in the iTXt the XMP standard asks for. */
export function midjourneyChunks({ prompt, author, created, jobId }: MidjourneyJob): readonly PngChunk[] {
  return [
    textChunk("Creation Time", created),
    textChunk("Author", author),
    textChunk("Description", `${prompt} Job ID: ${jobId}`),
    textChunk("XML:com.adobe.xmp", composeXmp(jobId)),
  ];
}

function composeXmp(jobId: string): string {
  return `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="XMP Core 4.4.0-Exiv2">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:iptcExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
   iptcExt:DigImageGUID="${jobId}"
   iptcExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"/>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>`;
}
