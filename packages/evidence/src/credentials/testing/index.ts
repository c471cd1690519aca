/** Signing with Content Credentials for tests and for the example images, never for anything that is meant to be believed. */
export { signImage, type ManifestDefinition, type SigningRequest } from "./sign-image.ts";
export {
  createTestSigner,
  type TestName,
  type TestSigner,
  type TestSignerOptions,
} from "./test-certificate.ts";
