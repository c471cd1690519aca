import { MemoryStorage, openLedger } from "@cleartitle/ledger";
import { canonicalJson, commit } from "@cleartitle/ledger/records";
import { formatBundle, formatVerifierKey } from "@cleartitle/ledger/verify";

export interface MadeBundle {
  readonly text: string;
  /** The public keys of the log it is from, oldest first. */
  readonly keys: readonly string[];
}

export interface BundleOptions {
  /** Private fields to commit to and to show. */
  readonly shown?: Readonly<Record<string, unknown>>;
  /** Private fields to commit to and to keep closed. */
  readonly closed?: Readonly<Record<string, unknown>>;
  readonly attachments?: Readonly<Record<string, unknown>>;
  /** Give the log a new key before the head is signed. */
  readonly rotated?: boolean;
  readonly origin?: string;
  /** Writes the entry, where it is not to be canonical JSON. */
  readonly write?: (record: unknown) => string;
}

/** A record as a writer who keeps to nothing may log it: the body is whatever is given. */
export function recordWith(
  kind: string,
  body: unknown,
  more: object = {},
): Readonly<Record<string, unknown>> {
  const time = { recorded: "2026-11-22T10:00:00.000Z", happened: null, basis: "live" };
  return { format: "cleartitle/record", kind, version: 1, id: "0001", time, body, ...more };
}

/** A bundle that holds, over an entry that is written as it is, in a log of its own with an entry before and one behind it. */
export async function bundleOf(
  record: Readonly<Record<string, unknown>>,
  {
    shown = {},
    closed = {},
    attachments,
    rotated = false,
    origin = "example.com/log",
    write = canonicalJson,
  }: BundleOptions = {},
): Promise<MadeBundle> {
  const open = Object.entries(shown).map(([field, value]) => commit(field, value));
  const all = [...open, ...Object.entries(closed).map(([field, value]) => commit(field, value))];
  const commitments = Object.fromEntries(all.map(({ digest, opening }) => [opening.field, digest]));
  const entry = Buffer.from(write(all.length === 0 ? record : { ...record, private: commitments }));
  const storage = new MemoryStorage();
  const ledger = await openLedger({ storage, keys: new MemoryStorage(), origin });
  const keys = [formatVerifierKey(ledger.verifierKey)];
  await ledger.appendAll([Buffer.from("before"), entry, Buffer.from("behind")]);
  await ledger.checkpoint();
  if (rotated) {
    await ledger.rotateKey();
    keys.push(formatVerifierKey(ledger.verifierKey));
    await ledger.append(Buffer.from("after the rotation"));
    await ledger.checkpoint();
  }
  const notes = await Promise.all(keys.map(async (_, number) => storage.read(`key/${number}`)));
  const text = formatBundle({
    entry,
    proof: await ledger.reader().prove(1),
    keyNotes: notes.map((note) => Buffer.from(note ?? []).toString()),
    disclosures: open.map(({ opening }) => opening),
    ...(attachments === undefined ? {} : { attachments }),
  });
  await ledger.close();
  return { text, keys };
}
