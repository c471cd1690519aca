/** What a code of C2PA 2.2 §15.2 (or of CAWG 1.1, or one of ours) means to somebody who does not know the standard. */
const MEANINGS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "algorithm.unsupported": "The credentials use a cryptographic algorithm that cannot be checked.",
    "assertion.action.ingredientMismatch":
      "An action speaks of an ingredient that the credentials do not have.",
    "assertion.bmffHash.mismatch": "The image was changed after it was signed.",
    "assertion.boxesHash.mismatch": "The image was changed after it was signed.",
    "assertion.boxesHash.unknownBox": "The image holds a part that was not there when it was signed.",
    "assertion.collectionHash.mismatch": "One of the signed files was changed after it was signed.",
    "assertion.dataHash.mismatch": "The image was changed after it was signed.",
    "assertion.hashedURI.mismatch": "A statement inside the credentials was changed after they were signed.",
    "assertion.missing": "A statement that was signed is no longer there.",
    "assertion.undeclared": "The credentials hold a statement that was not signed.",
    "claim.cbor.invalid": "The credentials are damaged.",
    "claim.hardBindings.missing": "The credentials are not bound to this image.",
    "claim.malformed": "The credentials do not follow the standard.",
    "claim.missing": "The credentials have no claim.",
    "claim.multiple": "The credentials hold two claims where one is allowed.",
    "claim.required.missing": "The credentials lack something that the standard asks for.",
    "claimSignature.mismatch": "The signature does not belong to these credentials.",
    "claimSignature.missing": "The credentials are not signed.",
    "claimSignature.outsideValidity":
      "The credentials were signed while the signer's certificate was not valid.",
    "credentials.expired":
      "The signer's certificate has expired, and no recognised time stamp shows that it was valid when it signed.",
    "credentials.memory-limit":
      "Checking the credentials took more memory than is allowed, so they were not checked.",
    "credentials.prerelease":
      "The credentials are of a trial version of the standard that can no longer be checked.",
    "credentials.time-limit":
      "Checking the credentials took longer than is allowed, so they were not checked.",
    "credentials.too-large":
      "The file is larger than is allowed for a check, so its credentials were not checked.",
    "credentials.unchecked":
      "The part of Cleartitle that checks Content Credentials could not be started, so they were not checked.",
    "credentials.unreadable": "The credentials, or the image around them, are damaged and cannot be read.",
    "credentials.unsupported-format": "Credentials in a file of this format cannot be checked.",
    "hashedURI.mismatch": "Something the credentials refer to was changed after they were signed.",
    "hashedURI.missing": "Something the credentials refer to is no longer there.",
    "ingredient.manifest.mismatch": "The credentials of an ingredient were changed.",
    "ingredient.manifest.missing": "The credentials of an ingredient are no longer there.",
    "manifest.inaccessible": "Credentials that are kept elsewhere were not fetched.",
    "manifest.multipleParents": "The credentials name two images as the one this was made from.",
    "signingCredential.expired": "The signer's certificate has expired.",
    "signingCredential.invalid": "The signer's certificate is not of a kind that the standard allows.",
    "signingCredential.ocsp.revoked": "The signer's certificate was revoked.",
    "signingCredential.revoked": "The signer's certificate was revoked.",
    "signingCredential.untrusted":
      "The signature holds, but the signer's certificate does not lead to an issuer that is recognised here: the name in it is the signer's own word.",
    "timeStamp.malformed": "The time stamp is damaged.",
    "timeStamp.mismatch": "The time stamp belongs to something else.",
    "timeStamp.outsideValidity": "The time stamp was made while its authority's certificate was not valid.",
    "timeStamp.untrusted": "The time stamp comes from an authority that is not recognised here.",
  }),
);

/** Plain words for groups of codes; the first that fits is taken. */
const GROUPS: readonly (readonly [string, string])[] = [
  ["assertion.action.", "An action in the credentials does not follow the standard."],
  ["assertion.", "A statement in the credentials is missing, damaged or not allowed."],
  ["cawg.", "A personal or organisational identity attached to the credentials could not be confirmed."],
  ["claim.", "The credentials do not follow the standard."],
  ["ingredient.", "Something is wrong with an ingredient of the image."],
  ["manifest.", "The credentials do not follow the standard."],
  ["signingCredential.", "Something is wrong with the signer's certificate."],
  ["timeStamp.", "Something is wrong with the time stamp."],
];

/** One sentence in plain words for any code, known or not. */
export function explainFailure(code: string): string {
  const group = GROUPS.find(([prefix]) => code.startsWith(prefix));
  return (
    MEANINGS.get(code) ?? group?.[1] ?? "The credentials failed a check that Cleartitle has no words for yet."
  );
}
