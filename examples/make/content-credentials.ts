import { createTestSigner, signImage } from "@cleartitle/evidence/node-testing";

/**
 * Signs a picture as a generator of images would: C2PA with a created action, the generator, its model and the digital
 * source type. The certificate says in its name that it is for tests; its key comes from public words, so it vouches for nothing.
 */
export function addCredentials(image: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return signImage({
    image,
    format: "image/png",
    signer: createTestSigner({
      subject: { organisation: "Cleartitle Test Certificate", commonName: "Example, not to be trusted" },
    }),
    definition: {
      label: "urn:c2pa:5f1c8d1e-0c1a-4f7b-9d55-c1ea57717e00",
      instance_id: "xmp:iid:5f1c8d1e-0c1a-4f7b-9d55-c1ea57717e01",
      claim_generator_info: [{ name: "Example Image Service", version: "1.0" }],
      title: "Example signed with a test certificate",
      assertions: [
        {
          label: "c2pa.actions.v2",
          created: true,
          data: {
            actions: [
              {
                action: "c2pa.created",
                description: "Made for Cleartitle's examples; no such service exists",
                digitalSourceType: "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
                softwareAgent: { name: "Example Model", version: "1.0" },
              },
            ],
          },
        },
      ],
    },
  });
}
