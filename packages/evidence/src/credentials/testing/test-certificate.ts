import { createHash, createPrivateKey, createPublicKey, sign, type KeyObject } from "node:crypto";
import { bits, element, integer, join, octets, oid, sequence, set, TRUE, utcTime, utf8 } from "./der.ts";

/** Keys and certificates for tests and examples only. Everybody can make them: the keys come from public words. */
export interface TestSigner {
  readonly key: KeyObject;
  /** Leaf first, in DER. */
  readonly chain: readonly Uint8Array[];
  /** The issuing certificate as PEM, to be given as an anchor where a test wants the signer trusted. */
  readonly anchor: string;
}

export interface TestName {
  readonly organisation: string;
  readonly commonName: string;
}

export interface TestSignerOptions {
  readonly subject: TestName;
  readonly issuer?: TestName;
  /** Key usages of the leaf as object identifiers; e-mail protection when left out, as C2PA accepts it. */
  readonly usages?: readonly string[];
  /** `YYMMDDHHMMSSZ`. */
  readonly notBefore?: string;
  readonly notAfter?: string;
}

const ED25519 = sequence(oid("1.3.101.112"));
const ISSUER: TestName = {
  organisation: "Cleartitle Test Authority",
  commonName: "Cleartitle test certificates, worth nothing",
};

/** Makes an Ed25519 issuer and a leaf that fits the certificate profile of C2PA 2.2 §14.5. The same words give the same bytes. */
export function createTestSigner(options: TestSignerOptions): TestSigner {
  const issuer = options.issuer ?? ISSUER;
  const authority = createTestKey(`issuer of tests: ${issuer.organisation}/${issuer.commonName}`);
  const key = createTestKey(`signer of tests: ${options.subject.organisation}/${options.subject.commonName}`);
  const validity = sequence(
    utcTime(options.notBefore ?? "250101000000Z"),
    utcTime(options.notAfter ?? "450101000000Z"),
  );
  const leafExtensions = [
    extension("2.5.29.15", true, bits(Uint8Array.of(0x80), 7)), // digital signature
    extension("2.5.29.37", false, sequence(...(options.usages ?? ["1.3.6.1.5.5.7.3.4"]).map(oid))),
    extension("2.5.29.19", true, sequence()),
  ];
  const authorityExtensions = [
    extension("2.5.29.15", true, bits(Uint8Array.of(0x06), 1)), // certificates and revocation lists
    extension("2.5.29.19", true, sequence(TRUE)),
  ];
  const leaf = certify({
    serial: 2,
    subject: options.subject,
    issuer,
    validity,
    key,
    authority,
    extensions: leafExtensions,
  });
  const root = certify({
    serial: 1,
    subject: issuer,
    issuer,
    validity,
    key: authority,
    authority,
    extensions: authorityExtensions,
  });
  const body = Buffer.from(root).toString("base64").replaceAll(/.{64}/g, "$&\n");
  return {
    key,
    chain: [leaf, root],
    anchor: `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`,
  };
}

interface Certification {
  readonly serial: number;
  readonly subject: TestName;
  readonly issuer: TestName;
  readonly validity: Uint8Array;
  readonly key: KeyObject;
  readonly authority: KeyObject;
  readonly extensions: readonly Uint8Array[];
}

/** A version 3 certificate (RFC 5280 §4.1, RFC 8410). */
function certify({
  serial,
  subject,
  issuer,
  validity,
  key,
  authority,
  extensions,
}: Certification): Uint8Array {
  const body = sequence(
    element(0xa0, integer(2)),
    integer(serial),
    ED25519,
    encodeName(issuer),
    validity,
    encodeName(subject),
    exportPublicKey(key),
    element(
      0xa3,
      sequence(
        ...extensions,
        extension("2.5.29.14", false, octets(identifyKey(key))),
        extension("2.5.29.35", false, sequence(element(0x80, identifyKey(authority)))),
      ),
    ),
  );
  return sequence(body, ED25519, bits(sign(null, body, authority)));
}

function encodeName({ organisation, commonName }: TestName): Uint8Array {
  const part = (type: string, value: string): Uint8Array => set(sequence(oid(type), utf8(value)));
  return sequence(part("2.5.4.10", organisation), part("2.5.4.3", commonName));
}

function extension(id: string, critical: boolean, value: Uint8Array): Uint8Array {
  return sequence(oid(id), ...(critical ? [TRUE] : []), octets(value));
}

function exportPublicKey(key: KeyObject): Uint8Array {
  return createPublicKey(key).export({ type: "spki", format: "der" });
}

function identifyKey(key: KeyObject): Uint8Array {
  return createHash("sha256").update(exportPublicKey(key)).digest().subarray(0, 20);
}

/** An Ed25519 key whose secret is the hash of public words (RFC 8410 §7: version, algorithm, secret). */
function createTestKey(words: string): KeyObject {
  const secret = createHash("sha256").update(words).digest();
  const der = Buffer.from(
    join([Uint8Array.of(0x30, 0x2e, 0x02, 0x01, 0x00), ED25519, octets(octets(secret))]),
  );
  return createPrivateKey({ key: der, format: "der", type: "pkcs8" });
}
