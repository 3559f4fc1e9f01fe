import { agreementNumber, GENESIS, sealEntry, type EntryBody, type LedgerEntry } from './entry.ts';

export type Verdict =
  | { holds: true; entries: number; head: string; edition: string | null }
  | { holds: false; at: number; number: string | null; reason: string };

const FIELDS = ['agreement', 'at', 'content', 'document', 'edition', 'event', 'hash', 'number', 'prev', 'seq', 'v'];
const HEX_64 = /^[0-9a-f]{64}$/;

/**
 * Checks one edition's chain from its first entry on: shape, positions without gaps, links, hashes.
 * Stops at the first wrong entry and names it; `at` counts from 1.
 */
export async function verifyChain(entries: Iterable<unknown> | AsyncIterable<unknown>): Promise<Verdict> {
  let prev = GENESIS;
  let seq = 0;
  let edition: string | null = null;
  for await (const candidate of entries) {
    seq += 1;
    const reason = shapeError(candidate) ?? (await linkError(candidate as LedgerEntry, { seq, prev, edition }));
    if (reason !== null) return { holds: false, at: seq, number: numberOf(candidate), reason };
    const entry = candidate as LedgerEntry;
    edition = entry.edition;
    prev = entry.hash;
  }
  return { holds: true, entries: seq, head: prev, edition };
}

/** True when the entry's hash is that of its body: what one page can check about one entry. */
export async function entryHolds(entry: LedgerEntry): Promise<boolean> {
  return (await sealEntry(bodyOf(entry))).hash === entry.hash;
}

function bodyOf({ hash: _hash, ...body }: LedgerEntry): EntryBody {
  return body;
}

function shapeError(candidate: unknown): string | null {
  if (typeof candidate !== 'object' || candidate === null) return 'is not an object';
  const keys = Object.keys(candidate).sort();
  if (keys.join() !== FIELDS.join()) return `must have exactly the fields ${FIELDS.join(', ')}`;
  const entry = candidate as LedgerEntry;
  for (const field of ['content', 'document', 'prev', 'hash'] as const) {
    if (!HEX_64.test(entry[field])) return `${field} is not a SHA-256`;
  }
  if (entry.v !== 1) return `v ${String(entry.v)} is not known`;
  return null;
}

async function linkError(entry: LedgerEntry, expected: { seq: number; prev: string; edition: string | null }): Promise<string | null> {
  if (expected.edition !== null && entry.edition !== expected.edition) return `belongs to edition ${entry.edition}`;
  if (entry.seq !== expected.seq) return `seq is ${entry.seq}, expected ${expected.seq}`;
  if (entry.number !== agreementNumber(entry.edition, entry.seq)) return `number does not follow from edition and seq`;
  if (entry.prev !== expected.prev) return 'prev is not the hash of the entry before';
  if (!(await entryHolds(entry))) return 'hash does not cover its content';
  return null;
}

function numberOf(candidate: unknown): string | null {
  const number = (candidate as { number?: unknown } | null)?.number;
  return typeof number === 'string' ? number : null;
}
