/**
 * The ledger: an append-only, tamper-evident log of entries that it never looks into, with signed heads and proofs.
 * Formats: C2SP tlog-tiles, tlog-checkpoint, signed-note, tlog-proof; hashes: RFC 9162.
 */
export { LedgerError, type LedgerErrorCode } from "./ledger-error.ts";
export { mayPass } from "./lock/lock.ts";
export { systemProcesses, type Owner, type Processes } from "./lock/processes.ts";
export { Ledger, type Appended, type Recovered } from "./log/ledger.ts";
export { LogReader, type LoggedEntry } from "./log/log-reader.ts";
export { openLedger, type OpenOptions } from "./log/open-ledger.ts";
export { replaceLostKey } from "./log/replace-lost-key.ts";
export {
  KnownKeys,
  type CompareOptions,
  type Compared,
  type KnownLog,
  type StatedLog,
} from "./keys/known-keys.ts";
export { openReader, readerOf, readHead, type ReadOptions, type SignedHead } from "./log/open-log.ts";
export type {
  LogProblem,
  LogProblemCode,
  LogReport,
  NamedHead,
  VerifyOptions,
} from "./verify-log/log-report.ts";
export { verifyLog } from "./verify-log/verify-log.ts";
export { FolderStorage } from "./storage/folder-storage.ts";
export { MemoryStorage, type Fault, type Luck } from "./storage/memory-storage.ts";
export type { Storage, WritableFile } from "./storage/storage.ts";
export { TreeReader } from "./tree/tree-reader.ts";
