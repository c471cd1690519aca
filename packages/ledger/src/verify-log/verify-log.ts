import { checkWithNode } from "../keys/signing-key.ts";
import type { Storage } from "../storage/storage.ts";
import { equalBytes, utf8Text } from "../verify/bytes.ts";
import type { TreeHead } from "../verify/checkpoint.ts";
import { readKeyChain } from "../verify/key-chain.ts";
import { keyFolder } from "../log/key-notes.ts";
import { checkpointPath, readHead } from "../log/open-log.ts";
import { Findings } from "./findings.ts";
import type { LogReport, VerifyOptions } from "./log-report.ts";
import { JournalVerification } from "./verify-journal.ts";
import { checkEarlierHeads } from "./check-earlier-heads.ts";
import { OtherFilesVerification } from "./verify-other-files.ts";
import { TilesVerification } from "./verify-tiles.ts";
import { WantedRoots } from "./wanted-roots.ts";

/**
 * Verifies a whole log from its bytes: hashes every entry again, rebuilds every tile, and compares with the signed head.
 * Reads only; needs no lock and no private key. Every byte of every file of the log counts.
 *
 * @example
 *   const report = await verifyLog(new FolderStorage("ledger"));
 *   for (const { file, message } of report.problems) console.error(`${file}: ${message}`);
 */
export async function verifyLog(storage: Storage, options: VerifyOptions = {}): Promise<LogReport> {
  const findings = new Findings();
  const { problems, notes } = findings;
  await checkKeys(storage, findings);
  const head = await checkHead(storage, options, findings);
  if (head === null) return { head, unsigned: 0, problems, notes };
  const keys = (await readHead(storage, options)).keys.map(({ key }) => key);
  const wanted = new WantedRoots(await checkEarlierHeads(options.remembered ?? [], head, keys, findings));
  const tree = await new TilesVerification(storage, findings, head, wanted).check();
  const unsigned = await new JournalVerification(storage, findings, head, wanted).check(tree.copy());
  await new OtherFilesVerification(storage, findings, head).check(tree, unsigned);
  wanted.compare(findings, head.size + unsigned.length);
  return { head, unsigned: unsigned.length, problems, notes };
}

async function checkKeys(storage: Storage, findings: Findings): Promise<void> {
  const notes: string[] = [];
  for (const name of await storage.list(keyFolder)) {
    if (!/^[0-9]+$/.test(name)) findings.addStrange(`${keyFolder}/${name}`);
  }
  for (let number = 0; ; number += 1) {
    const path = `${keyFolder}/${number}`;
    const bytes = await storage.read(path);
    if (bytes === null) break;
    await findings.attempt("key-damaged", path, async () => {
      notes.push(utf8Text(bytes, path));
      const { keys } = await readKeyChain(notes, checkWithNode);
      if (number > 0 && keys[number]?.endorsed === false) {
        findings.note(`${path}: the key before was lost, so nobody endorsed this one`);
      }
    });
  }
}

async function checkHead(
  storage: Storage,
  options: VerifyOptions,
  findings: Findings,
): Promise<TreeHead | null> {
  let head: TreeHead | null = null;
  await findings.attempt("checkpoint-damaged", checkpointPath, async () => {
    const { checkpoint, keys } = await readHead(storage, options);
    const known = checkpoint.note.signatures.filter(({ id }) =>
      keys.some(({ key }) => equalBytes(key.id, id)),
    );
    if (known.length < checkpoint.note.signatures.length) {
      findings.note(`${checkpointPath}: signatures of others were not checked`);
    }
    head = { origin: checkpoint.origin, size: checkpoint.size, root: checkpoint.root };
  });
  return head;
}
