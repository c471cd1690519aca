import {
  constants,
  createHash,
  timingSafeEqual,
  verify,
  X509Certificate,
  type VerifyKeyObjectInput,
} from "node:crypto";

import { CleartitleError } from "../cleartitle-error.ts";
import { oidOf, partsOf, tags, type DerValue } from "./der.ts";
import { numberText, readToken, type TimeStampToken } from "./read-token.ts";

/** A time stamp that was checked. */
export interface CheckedTimeStamp {
  /** The data existed by then, says the authority; ISO 8601 in UTC. */
  readonly time: string;
  /** The name in the authority's certificate. */
  readonly authority: string;
  /** Whether the certificate leads to one of the roots given; `unchecked` where none were given. */
  readonly trust: "trusted" | "unchecked";
  readonly serial: string;
  readonly policy: string;
}

export interface TokenExpectations {
  /** The data that was stamped. */
  readonly data: Uint8Array;
  /** That of the request, where it is at hand: an old answer cannot pass for a new one. */
  readonly nonce?: Uint8Array;
  /** Root certificates that one trusts, as PEM or DER. */
  readonly roots?: readonly X509Certificate[];
}

/**
 * Checks a time stamp offline: that it is over these data, that its authority's certificate is for time stamps and was valid then, and that
 * the signature fits (RFC 3161 §2.4.2, RFC 5652 §5.4, RFC 5816). Throws `time-stamp` with what does not fit.
 */
export function checkToken(
  bytes: Uint8Array,
  { data, nonce, roots = [] }: TokenExpectations,
): CheckedTimeStamp {
  const token = readToken(bytes);
  const algorithm = hashName(token.hashAlgorithm);
  if (!same(createHash(algorithm).update(data).digest(), token.digest))
    throw wrong("it is over other data than these");
  if (nonce !== undefined && token.nonce !== numberText(nonce))
    throw wrong("it does not answer this request: the nonce is another one");
  const signer = signerOf(token);
  const attribute = attributesOf(token);
  const digest = attribute("1.2.840.113549.1.9.4")?.content;
  if (
    digest === undefined ||
    !same(createHash(hashName(token.digestAlgorithm)).update(token.info).digest(), digest)
  )
    throw wrong("what it says was changed after signing");
  if (!signatureFits(token, signer)) throw wrong("the signature does not fit");
  if (!(signer.keyUsage ?? []).includes("1.3.6.1.5.5.7.3.8"))
    throw wrong("the certificate behind it is not one for time stamps");
  const moment = new Date(token.time);
  if (moment < signer.validFromDate || moment > signer.validToDate)
    throw wrong("the certificate behind it was not valid at that time");
  if (roots.length > 0 && !leadsTo(signer, token, roots, moment))
    throw wrong("the certificate behind it does not lead to a root that you trust");
  return {
    time: token.time,
    authority: nameOf(signer),
    trust: roots.length > 0 ? "trusted" : "unchecked",
    serial: token.serial,
    policy: token.policy,
  };
}

/** The certificate that the signed attributes name by its hash, so that no other can be put in its place (RFC 5816 §2.2). */
function signerOf(token: TimeStampToken): X509Certificate {
  const attribute = attributesOf(token);
  const newer = attribute("1.2.840.113549.1.9.16.2.47");
  const older = attribute("1.2.840.113549.1.9.16.2.12");
  const named = newer ?? older;
  const list = named === null ? undefined : partsOf(named)[0];
  const first = list === undefined ? undefined : partsOf(list)[0];
  const fields = first === undefined ? [] : partsOf(first);
  const hash = fields.find(({ tag }) => tag === tags.octets)?.content;
  const stated = fields[0]?.tag === tags.sequence ? partsOf(fields[0])[0] : undefined;
  const algorithm = newer === null ? "sha1" : stated === undefined ? "sha256" : hashName(oidOf(stated));
  const found = token.certificates.find(
    (bytes) => hash !== undefined && same(createHash(algorithm).update(bytes).digest(), hash),
  );
  if (found === undefined) throw wrong("the certificate of its signer did not come along");
  return certificate(found);
}

function attributesOf({ signedAttributes }: TimeStampToken): (oid: string) => DerValue | null {
  return (oid) => {
    for (const one of partsOf(signedAttributes)) {
      const [type, values] = partsOf(one);
      if (type !== undefined && values !== undefined && oidOf(type) === oid)
        return partsOf(values)[0] ?? null;
    }
    return null;
  };
}

function signatureFits(token: TimeStampToken, signer: X509Certificate): boolean {
  // What is signed is the attributes as a SET, not under the tag that they carry in the token (RFC 5652 §5.4).
  const signed = Buffer.from(token.signedAttributes.bytes);
  signed[0] = tags.set;
  const pss = token.signatureAlgorithm === "1.2.840.113549.1.1.10";
  const key: VerifyKeyObjectInput = pss
    ? {
        key: signer.publicKey,
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: constants.RSA_PSS_SALTLEN_AUTO,
      }
    : { key: signer.publicKey };
  const pure =
    signer.publicKey.asymmetricKeyType === "ed25519" || signer.publicKey.asymmetricKeyType === "ed448";
  const algorithm = pure
    ? null
    : (signatureHashes[token.signatureAlgorithm] ?? hashName(token.digestAlgorithm));
  try {
    return verify(algorithm, signed, key, token.signature);
  } catch {
    return false;
  }
}

function leadsTo(
  signer: X509Certificate,
  { certificates }: TimeStampToken,
  roots: readonly X509Certificate[],
  moment: Date,
): boolean {
  const between = certificates.map(certificate);
  let current = signer;
  for (let depth = 0; depth < 8; depth += 1) {
    if (roots.some((root) => root.fingerprint256 === current.fingerprint256)) return true;
    const issued = (issuer: X509Certificate): boolean =>
      issuer.ca &&
      issuer.fingerprint256 !== current.fingerprint256 &&
      moment >= issuer.validFromDate &&
      moment <= issuer.validToDate &&
      current.checkIssued(issuer) &&
      current.verify(issuer.publicKey);
    if (roots.some(issued)) return true;
    const next = between.find(issued);
    if (next === undefined) return false;
    current = next;
  }
  return false;
}

function certificate(bytes: Uint8Array): X509Certificate {
  try {
    return new X509Certificate(bytes);
  } catch (error) {
    throw new CleartitleError("time-stamp", "A certificate in the time stamp cannot be read.", error);
  }
}

function nameOf({ subject }: X509Certificate): string {
  const common = subject.split("\n").find((line) => line.startsWith("CN="));
  return common?.slice("CN=".length) ?? subject.replaceAll("\n", ", ");
}

const hashes: Readonly<Record<string, string>> = {
  "2.16.840.1.101.3.4.2.1": "sha256",
  "2.16.840.1.101.3.4.2.2": "sha384",
  "2.16.840.1.101.3.4.2.3": "sha512",
};

/** Algorithms that name the hash themselves; with the others it is the one of the signer. */
const signatureHashes: Readonly<Record<string, string>> = {
  "1.2.840.113549.1.1.11": "sha256",
  "1.2.840.113549.1.1.12": "sha384",
  "1.2.840.113549.1.1.13": "sha512",
  "1.2.840.10045.4.3.2": "sha256",
  "1.2.840.10045.4.3.3": "sha384",
  "1.2.840.10045.4.3.4": "sha512",
};

function hashName(oid: string): string {
  const name = hashes[oid];
  if (name === undefined) throw wrong(`it uses a hash that is not relied on (${oid})`);
  return name;
}

const same = (left: Uint8Array, right: Uint8Array): boolean =>
  left.length === right.length && timingSafeEqual(left, right);

function wrong(why: string): CleartitleError {
  return new CleartitleError("time-stamp", `The time stamp does not hold: ${why}.`);
}
