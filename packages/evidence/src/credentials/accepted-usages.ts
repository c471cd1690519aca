/**
 * Extended key usages that a signer of Content Credentials may have. C2PA 2.2 §14.5.1 lets a validator bring its own list;
 * without the vendors' own usages their signatures would read as an invalid certificate, which says nothing about the file.
 */
export const ACCEPTED_USAGES: readonly string[] = [
  "1.3.6.1.5.5.7.3.4", // e-mail protection: Adobe, OpenAI, Amazon, Black Forest Labs, Google
  "1.3.6.1.5.5.7.3.36", // document signing (RFC 9336): Samsung, OpenAI since 2025
  "1.3.6.1.5.5.7.3.8", // time stamping
  "1.3.6.1.5.5.7.3.9", // OCSP signing
  "1.3.6.1.4.1.62558.2.1", // C2PA claim signing: Google, Adobe since 2025
  "1.3.6.1.4.1.311.76.59.1.9", // Microsoft's C2PA signing: Image Creator, Designer
];
