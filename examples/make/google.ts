import { concat } from "./deflate.ts";
import type { JpegSegment } from "./jpeg.ts";

const CREDIT = "Made with Google AI";
const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The credit and the digital source type that Google's image services wrote before Content Credentials: as XMP and as IIM. */
export function googleSegments(): readonly JpegSegment[] {
  return [
    { marker: 0xe1, data: ascii(`http://ns.adobe.com/xap/1.0/\0${composeXmp()}`) },
    { marker: 0xed, data: composePhotoshopBlock() },
  ];
}

function composeXmp(): string {
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
    xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
   photoshop:Credit="${CREDIT}"
   Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"/>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>`;
}

/** IIM dataset 2:110 (credit) in Photoshop's image resource 0x0404 (IPTC IIM 4.2; Adobe Photoshop File Formats). */
function composePhotoshopBlock(): Uint8Array {
  const dataset = concat([Uint8Array.of(0x1c, 2, 110, 0, CREDIT.length), ascii(CREDIT)]);
  const size = Uint8Array.of(0, 0, 0, dataset.length);
  const resource = concat([ascii("8BIM"), Uint8Array.of(0x04, 0x04, 0, 0), size, dataset]);
  return concat([ascii("Photoshop 3.0\0"), resource, new Uint8Array(dataset.length % 2)]);
}
