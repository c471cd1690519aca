/** An issuing certificate that Cleartitle recognises, known by its fingerprint alone. */
export interface PinnedIssuer {
  /** SHA-256 of the certificate's DER, in hexadecimal. */
  readonly fingerprint: string;
  readonly name: string;
  readonly role: "signing" | "time-stamping";
  /** Whose images were seen to be signed under it. */
  readonly seen: string;
}

/**
 * Issuers whose certificates were found in real files of the named vendors (seen by 2026-11-22). C2PA's own trust list is
 * not shipped; whoever holds it, or another list, passes it as `anchors`. A fingerprint says: this very certificate. A signer
 * whose chain does not lead to one of these, or to an anchor that was passed in, is *untrusted*, whatever name it gives itself.
 *
 * Public certificate authorities are among them (GlobalSign, DigiCert): they check the organisation they put into a
 * certificate, which is what is relied on here. Samsung signs with a certificate of the single device, whose root is not in the
 * file, so it stays untrusted.
 */
export const PINNED_ISSUERS: readonly PinnedIssuer[] = [
  {
    fingerprint: "8d8e4288231c244f7892e935bbf1ba85a2744e8993b49993016eee63952733fe",
    name: "Adobe Product Services G4",
    role: "signing",
    seen: "Adobe Firefly and Photoshop, 2025 and 2026",
  },
  {
    fingerprint: "338d85be1ad5b78cbb4cb8ed67737867f0d6ba9acc93548210f982cea43a0b00",
    name: "Adobe Product Services G3",
    role: "signing",
    seen: "Photoshop, 2025",
  },
  {
    fingerprint: "24213596a832efb823864eacf5b2428c3d472435e38991cd805ce72af4bb9924",
    name: "Google C2PA Media Services 1P ICA G3",
    role: "signing",
    seen: "Gemini, 2026",
  },
  {
    fingerprint: "1e92ec6f4c801736ee024905210c4cb95fe4e2a42f404bdb5cc772b12336a6d9",
    name: "Microsoft SCD Claimants RSA CA",
    role: "signing",
    seen: "Image Creator and Designer, 2024",
  },
  {
    fingerprint: "e2202c12c00880ddfe53af5e787c0431abb6dc566382886ac5540789ffc912d9",
    name: "Truepic WebClaimSigningCA",
    role: "signing",
    seen: "OpenAI, 2024 and 2025",
  },
  {
    fingerprint: "36d7314848accb3e4c5792d1b07120b1035bfb8b67e6600952d6745f5d6e22bd",
    name: "GlobalSign GCC R6 SMIME CA 2023",
    role: "signing",
    seen: "Black Forest Labs, 2026",
  },
  {
    fingerprint: "b9c3073aad74b368832f5497958e279b1d2777caf8841713b28ab10a4baa0810",
    name: "DigiCert Document Signing CA",
    role: "signing",
    seen: "Amazon Bedrock, 2024",
  },
  {
    fingerprint: "281734d4592d1291d27190709cb510b07e22c405d5e0d6119b70e73589f98acf",
    name: "DigiCert Trusted G4 RSA4096 SHA256 TimeStamping CA",
    role: "time-stamping",
    seen: "Microsoft, OpenAI and Amazon, 2024",
  },
  {
    fingerprint: "ca0b1554ecd901ea19dcad8749e9f2648c8d6dfcea1add9d2c2109415bb82ccd",
    name: "DigiCert Trusted G4 TimeStamping RSA4096 SHA256 2025 CA1",
    role: "time-stamping",
    seen: "Adobe and Black Forest Labs, 2025 and 2026",
  },
  {
    fingerprint: "8376cbff1b9a621103e55759f926ff2253eea8913f7660a9cb5a3cdf59811b69",
    name: "Google C2PA Core Time-Stamping ICA G3",
    role: "time-stamping",
    seen: "Gemini, 2026",
  },
];
