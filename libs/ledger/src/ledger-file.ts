import { checkpointError, type Checkpoint } from './checkpoint.ts';
import { decodeText } from './decode-text.ts';
import { GENESIS, givesNumber, type LedgerEntry } from './entry.ts';
import { append, emptyFrontier, inclusionProof, rootOf, type Frontier } from './merkle.ts';
import { numberOf, verifyChain, type Verdict } from './verify.ts';

/** An exported ledger: its entries in order, then the checkpoints signed over its beginnings. */
export interface LedgerFile {
  entries: unknown[];
  checkpoints: unknown[];
}

export type FileVerdict =
  | { holds: true; entries: number; head: string; edition: string | null; key: string; checkpoints: number }
  | { holds: false; at: number; number: string | null; reason: string };

/** The ledger in a file as it was exported or saved anew: its encoding and its ends of lines say nothing. */
export const readLedger = (bytes: Uint8Array): LedgerFile => readLines(decodeText(bytes).split(/\r\n|\r|\n/));

/** Sorts the lines of an export; what is no JSON stays as text and is refused as an entry. */
export function readLines(lines: Iterable<string>): LedgerFile {
  const file: LedgerFile = { entries: [], checkpoints: [] };
  for (const line of lines) {
    if (line.trim() === '') continue;
    const value = parse(line);
    if (typeof value === 'object' && value !== null && 'checkpoint' in value) file.checkpoints.push(value.checkpoint);
    else file.entries.push(value);
  }
  return file;
}

/**
 * Checks a whole export from itself alone: the chain, then every checkpoint against the entries it covers. The last
 * checkpoint must cover them all, so that nothing can be cut off. `trusted` is the ledger's public key, if known.
 */
export async function verifyLedger(file: LedgerFile, trusted?: string): Promise<FileVerdict> {
  const chain = await verifyChain(file.entries);
  if (!chain.holds) return chain;
  const entries = file.entries as LedgerEntry[];
  const roots = await rootsOf(entries);
  const [key] = file.checkpoints.map((checkpoint) => (checkpoint as Checkpoint | null)?.key);
  if (key === undefined) return wrong(entries, entries.length, 'no checkpoint says where the ledger ends');
  for (const candidate of file.checkpoints) {
    const error = await checkpointError(candidate, trusted ?? key);
    const checkpoint = candidate as Checkpoint;
    if (error !== null) return wrong(entries, Number(checkpoint?.size) || entries.length, `the checkpoint ${error}`);
    if (checkpoint.size > entries.length)
      return {
        holds: false,
        at: entries.length + 1,
        number: null,
        reason: `is missing: a checkpoint covers ${checkpoint.size} entries`,
      };
    const reason = mismatch(checkpoint, chain, entries, roots);
    if (reason) return wrong(entries, checkpoint.size, reason);
  }
  const covered = Math.max(...file.checkpoints.map((checkpoint) => (checkpoint as Checkpoint).size));
  if (covered < entries.length) return wrong(entries, covered + 1, 'is covered by no checkpoint');
  return { ...chain, key, checkpoints: file.checkpoints.length };
}

function mismatch(
  checkpoint: Checkpoint,
  chain: Extract<Verdict, { holds: true }>,
  entries: LedgerEntry[],
  roots: string[],
): string | null {
  if (chain.edition !== null && checkpoint.edition !== chain.edition)
    return `the checkpoint is of edition ${checkpoint.edition}`;
  if (checkpoint.head !== (entries[checkpoint.size - 1]?.hash ?? GENESIS))
    return 'the checkpoint names another hash for this entry';
  if (checkpoint.root !== roots[checkpoint.size]) return 'the checkpoint names another root for these entries';
  return null;
}

/** Root of the first n entries, for every n. */
async function rootsOf(entries: LedgerEntry[]): Promise<string[]> {
  let frontier: Frontier = emptyFrontier();
  const roots = [await rootOf(frontier)];
  for (const entry of entries) {
    frontier = await append(frontier, entry.hash);
    roots.push(await rootOf(frontier));
  }
  return roots;
}

/** One entry with all that is needed to check it against a published checkpoint, without the rest of the ledger. */
export interface EntryProof {
  entry: LedgerEntry;
  index: number;
  path: string[];
  checkpoint: Checkpoint;
}

/** The proof of one number from a verified export; null when the ledger has no such number. */
export async function proveEntry(file: LedgerFile, number: string): Promise<EntryProof | null> {
  const entries = file.entries as LedgerEntry[];
  const index = entries.findIndex((entry) => entry.number === number && givesNumber(entry.event));
  if (index < 0) return null;
  const checkpoint = (file.checkpoints as Checkpoint[]).reduce((last, one) => (one.size > last.size ? one : last));
  return {
    entry: entries[index] as LedgerEntry,
    index,
    path: await inclusionProof(entries.map((entry) => entry.hash).slice(0, checkpoint.size), index),
    checkpoint,
  };
}

function wrong(entries: LedgerEntry[], at: number, reason: string): FileVerdict {
  return { holds: false, at, number: numberOf(entries[at - 1]), reason };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return line;
  }
}
