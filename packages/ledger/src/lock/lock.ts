import { randomUUID } from "node:crypto";
import { LedgerError } from "../ledger-error.ts";
import type { Storage } from "../storage/storage.ts";
import { utf8 } from "../verify/bytes.ts";
import type { Owner, Processes } from "./processes.ts";

/** A lock that is held. */
export interface Lock {
  /** Throws `lock-lost` if somebody took the lock away. Asked before every signature. */
  check(): Promise<void>;
  release(): Promise<void>;
}

interface Turn {
  readonly number: number;
  readonly ticket: string;
  /** Null once released. */
  readonly owner: Owner | null;
}

const folder = "lock";

const passing = new WeakSet<object>();

/** Whether an error says that another process has the log right now, which passes: to wait for this process itself, or for one that cannot be asked, may never end. */
export function mayPass(error: unknown): boolean {
  return typeof error === "object" && error !== null && passing.has(error);
}

/**
 * Takes the lock of a log, or throws `locked` and says who holds it.
 *
 * The folder `lock` holds one file per turn, `lock/7`. Whoever wants to write looks at the highest turn; if it was
 * released, or its process is dead, it links the next number, which only one can. The winner then clears the lower
 * ones away, in ascending order. A slow contender could link a number that was cleared away already: it notices because
 * the turn it had looked at, known by its random ticket, is gone by then. So nobody ever removes a living lock.
 */
export async function takeLock(storage: Storage, processes: Processes): Promise<Lock> {
  await makeLockFolder(storage);
  const before = (await highestTurn(storage)) ?? (await beginAnew(storage));
  if (before === null) throw locked("somebody else is just taking this log");
  const fate = before.owner === null ? "dead" : processes.fate(before.owner);
  if (before.owner !== null && fate !== "dead")
    throw heldBy(before.number, before.owner, fate, processes.self);
  const mine: Turn = { number: before.number + 1, ticket: randomUUID(), owner: processes.self };
  // Written first, so that giving the lock back needs no space on a disk that has filled up.
  const released = `${folder}/released-${mine.ticket}`;
  try {
    await writeTurn(storage, released, { ...mine, owner: null });
    await winTurn(storage, before, mine);
  } catch (error) {
    await storage.remove(released);
    throw error;
  }
  await clearBelow(storage, mine.number, mine.ticket);
  return {
    async check() {
      const now = await readTurn(storage, mine.number);
      if (now?.ticket === mine.ticket) return;
      throw new LedgerError(
        "lock-lost",
        "the lock of this log was taken away while it was being written",
        "Find out who removed the folder `lock`; verify the log, then open it again.",
      );
    },
    async release() {
      const now = await readTurn(storage, mine.number);
      if (now?.ticket !== mine.ticket) return;
      await storage.rename(released, pathOf(mine.number));
    },
  };
}

/** Makes the folder with turn 0, already released, in one step: a lock folder is never empty. */
async function makeLockFolder(storage: Storage): Promise<void> {
  if ((await storage.list(folder)).length > 0) return;
  await storage.makeFolder("");
  const ticket = randomUUID();
  const made = `${folder}.${ticket}`;
  await storage.makeFolder(made);
  await writeTurn(storage, `${made}/0`, { number: 0, ticket, owner: null });
  if (await storage.renameFolder(made, folder)) return;
  await storage.remove(`${made}/0`);
  await storage.remove(`${made}/`);
}

/** Only a loss of power leaves a folder without turns. Whoever is late here sees the turns that others took since. */
async function beginAnew(storage: Storage): Promise<Turn | null> {
  await place(storage, { number: 0, ticket: randomUUID(), owner: null });
  return highestTurn(storage);
}

async function winTurn(storage: Storage, before: Turn, mine: Turn): Promise<void> {
  const won = await place(storage, mine);
  const still = await readTurn(storage, before.number);
  if (won && still?.ticket === before.ticket) return;
  if (won) await storage.remove(pathOf(mine.number));
  throw locked("somebody else took this log at the same moment");
}

async function place(storage: Storage, turn: Turn): Promise<boolean> {
  const path = `${folder}/wanted-${turn.ticket}`;
  try {
    await writeTurn(storage, path, turn);
    return await storage.link(path, pathOf(turn.number));
  } finally {
    await storage.remove(path);
  }
}

async function writeTurn(storage: Storage, path: string, turn: Turn): Promise<void> {
  const file = await storage.create(path);
  try {
    await file.write(utf8(`${JSON.stringify({ ticket: turn.ticket, owner: turn.owner })}\n`));
    await file.sync();
  } finally {
    await file.close();
  }
}

async function highestTurn(storage: Storage): Promise<Turn | null> {
  const names = await storage.list(folder);
  const numbers = names.filter((name) => /^[0-9]+$/.test(name)).map(Number);
  return numbers.length === 0 ? null : readTurn(storage, Math.max(...numbers));
}

async function readTurn(storage: Storage, number: number): Promise<Turn | null> {
  const bytes = await storage.read(pathOf(number));
  if (bytes === null) return null;
  try {
    const { ticket, owner } = JSON.parse(new TextDecoder().decode(bytes)) as Turn;
    return { number, ticket, owner };
  } catch (cause) {
    throw new LedgerError(
      "locked",
      `the lock file ${pathOf(number)} cannot be read, so who writes to this log is not known`,
      "Make sure that nobody writes to the log, then remove its folder `lock`.",
      cause,
    );
  }
}

/**
 * Clears away lower turns, and what dead holders and losing contenders left. A contender that is still to win cannot be
 * among these: it would have to win the turn that is held now.
 */
async function clearBelow(storage: Storage, number: number, ticket: string): Promise<void> {
  const names = await storage.list(folder);
  const lower = names.filter((name) => /^[0-9]+$/.test(name) && Number(name) < number).map(Number);
  for (const turn of lower.sort((left, right) => left - right)) await storage.remove(pathOf(turn));
  for (const name of names)
    if (name.startsWith("released-") && !name.endsWith(ticket)) await storage.remove(`${folder}/${name}`);
}

function pathOf(number: number): string {
  return `${folder}/${number}`;
}

function heldBy(number: number, owner: Owner, fate: "alive" | "unknown", self: Owner): LedgerError {
  // Told to end the process that holds it, a server with two sessions would end itself.
  if (fate === "alive" && owner.pid === self.pid)
    return new LedgerError(
      "locked",
      `process ${owner.pid}, which is this one, writes to this log already`,
      "Share the session that does, or close it first.",
    );
  const who = `process ${owner.pid} on ${owner.host}`;
  return fate === "alive"
    ? passes(new LedgerError("locked", `${who} writes to this log`, "Wait until it has finished, or end it."))
    : new LedgerError(
        "locked",
        `${who} writes to this log, or did when it was last seen; it cannot be asked from here`,
        `If it no longer runs, remove the file ${pathOf(number)} in the log's folder.`,
      );
}

function locked(why: string): LedgerError {
  return passes(new LedgerError("locked", why, "Try again in a moment."));
}

function passes(error: LedgerError): LedgerError {
  passing.add(error);
  return error;
}
