import { CleartitleError } from "../cleartitle-error.ts";
import { notDer, oidOf, partsOf, readDer, tags, type DerValue } from "./der.ts";

/** What a time stamp says, and what it takes to check that its authority said it. */
export interface TimeStampToken {
  /** When, as ISO 8601 in UTC. */
  readonly time: string;
  readonly hashAlgorithm: string;
  readonly digest: Uint8Array;
  /** Without leading zeros; null where there is none. */
  readonly nonce: string | null;
  readonly serial: string;
  readonly policy: string;
  /** What was signed over: TSTInfo as it stands. */
  readonly info: Uint8Array;
  /** The certificates that came along, as DER. */
  readonly certificates: readonly Uint8Array[];
  readonly signedAttributes: DerValue;
  readonly digestAlgorithm: string;
  readonly signatureAlgorithm: string;
  readonly signature: Uint8Array;
}

const signedData = "1.2.840.113549.1.7.2";
const timeStampInfo = "1.2.840.113549.1.9.16.1.4";

/** The token in the answer of an authority. Throws `time-stamp` with what the authority said where it refused. */
export function tokenOfResponse(response: Uint8Array): Uint8Array {
  const [status, token] = partsOf(expected(readDer(response), tags.sequence));
  const [code, reason] = partsOf(expected(status, tags.sequence));
  const granted = expected(code, tags.integer).content;
  // 0 granted, 1 granted with modifications; everything else is a refusal (RFC 3161 §2.4.2).
  if (granted.length !== 1 || granted[0]! > 1 || token === undefined) {
    const words = reason?.tag === tags.sequence ? partsOf(reason).map(({ content }) => utf8(content)) : [];
    throw new CleartitleError(
      "time-stamp",
      `The authority refused the time stamp (status ${granted[0] ?? "?"})${words.length === 0 ? "" : `: ${words.join(" ")}`}. Try another one.`,
    );
  }
  return token.bytes;
}

/** Reads a token without checking it (RFC 3161 §2.4.2, RFC 5652 §5). Throws `time-stamp`. */
export function readToken(bytes: Uint8Array): TimeStampToken {
  const [type, wrapped] = partsOf(expected(readDer(bytes), tags.sequence));
  if (type === undefined || oidOf(type) !== signedData) throw notDer("it is not signed data");
  const data = partsOf(expected(partsOf(expected(wrapped, tags.context0))[0], tags.sequence));
  const [contentType, content] = partsOf(expected(data[2], tags.sequence));
  if (contentType === undefined || oidOf(contentType) !== timeStampInfo)
    throw notDer("it signs something else");
  const info = expected(partsOf(expected(content, tags.context0))[0], tags.octets).content;
  const certificates = data.find(({ tag }) => tag === tags.context0);
  const signers = partsOf(expected(data.at(-1), tags.set));
  if (signers.length !== 1) throw notDer("it has not exactly one signer");
  const signer = partsOf(expected(signers[0], tags.sequence));
  const attributes = signer.findIndex(({ tag }, at) => at > 2 && tag === tags.context0);
  if (attributes < 0) throw notDer("its signed attributes are missing");
  return {
    ...readInfo(info),
    info,
    certificates: certificates === undefined ? [] : partsOf(certificates).map((each) => each.bytes),
    signedAttributes: expected(signer[attributes], tags.context0),
    digestAlgorithm: algorithmOf(signer[2]),
    signatureAlgorithm: algorithmOf(signer[attributes + 1]),
    signature: expected(signer[attributes + 2], tags.octets).content,
  };
}

function readInfo(
  info: Uint8Array,
): Pick<TimeStampToken, "time" | "hashAlgorithm" | "digest" | "nonce" | "serial" | "policy"> {
  const [, policy, imprint, serial, time, ...optional] = partsOf(expected(readDer(info), tags.sequence));
  const [algorithm, digest] = partsOf(expected(imprint, tags.sequence));
  const nonce = optional.find(({ tag }) => tag === tags.integer);
  return {
    policy: oidOf(expected(policy, tags.oid)),
    hashAlgorithm: algorithmOf(algorithm),
    digest: expected(digest, tags.octets).content,
    serial: numberText(expected(serial, tags.integer).content),
    time: isoTime(utf8(expected(time, tags.generalizedTime).content)),
    nonce: nonce === undefined ? null : numberText(nonce.content),
  };
}

/** An integer as hexadecimal digits without leading zeros, so that two can be compared. */
export function numberText(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString("hex")
    .replace(/^0+(?=.)/, "");
}

function algorithmOf(value: DerValue | undefined): string {
  const [oid] = partsOf(expected(value, tags.sequence));
  return oidOf(expected(oid, tags.oid));
}

function isoTime(text: string): string {
  const [, year, month, day, hour, minute, second, fraction = ""] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d+))?Z$/.exec(text) ?? [];
  const date = new Date(
    `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, "0").slice(0, 3)}Z`,
  );
  if (Number.isNaN(date.getTime())) throw notDer("its time cannot be read");
  return date.toISOString();
}

function expected(value: DerValue | undefined, tag: number): DerValue {
  if (value?.tag !== tag) throw notDer("a part is missing or of another kind");
  return value;
}

const utf8 = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
