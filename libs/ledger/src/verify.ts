import {
  agreementNumber,
  GENESIS,
  givesNumber,
  LEDGER_EVENTS,
  chainEntry,
  type EntryBody,
  type LedgerEntry,
} from './entry.ts';

export type Verdict =
  | { holds: true; entries: number; head: string; edition: string | null }
  | { holds: false; at: number; number: string | null; reason: string };

const FIELDS_V1 = ['agreement', 'at', 'content', 'document', 'edition', 'event', 'hash', 'number', 'prev', 'seq', 'v'];
const FIELDS = { 1: FIELDS_V1, 2: [...FIELDS_V1, 'refers', 'signed'].sort() };
const HEX_64 = /^[0-9a-f]{64}$/;

/** What the entries so far have established. */
interface Known {
  seq: number;
  prev: string;
  edition: string | null;
  /** Numbers given, with the agreement each belongs to. */
  numbers: Map<string, string>;
  /** Numbers of which nothing more can be said: amended, corrected, completed or terminated. */
  closed: Set<string>;
}

/**
 * Checks one edition's chain from its first entry on: shape, positions and numbers without gaps, links, hashes, and
 * that what is said of a number is said of one that stands. Stops at the first wrong entry and names it; `at` counts
 * from 1.
 */
export async function verifyChain(entries: Iterable<unknown> | AsyncIterable<unknown>): Promise<Verdict> {
  const known: Known = { seq: 0, prev: GENESIS, edition: null, numbers: new Map(), closed: new Set() };
  for await (const candidate of entries) {
    known.seq += 1;
    const reason =
      shapeError(candidate) ??
      (await linkError(candidate as LedgerEntry, known)) ??
      numberError(candidate as LedgerEntry, known);
    if (reason !== null) return { holds: false, at: known.seq, number: numberOf(candidate), reason };
    take(candidate as LedgerEntry, known);
  }
  return { holds: true, entries: known.seq, head: known.prev, edition: known.edition };
}

/** True when the entry's hash is that of its body: what one page can check about one entry. */
export async function entryHolds(entry: LedgerEntry): Promise<boolean> {
  return (await chainEntry(bodyOf(entry))).hash === entry.hash;
}

function bodyOf({ hash: _hash, ...body }: LedgerEntry): EntryBody {
  return body;
}

function shapeError(candidate: unknown): string | null {
  if (typeof candidate !== 'object' || candidate === null) return 'is not an object';
  const entry = candidate as LedgerEntry;
  const fields = entry.v === undefined ? FIELDS[2] : FIELDS[entry.v];
  if (!fields) return `v ${String(entry.v)} is not known`;
  if (Object.keys(candidate).sort().join() !== fields.join())
    return `must have exactly the fields ${fields.join(', ')}`;
  for (const field of ['content', 'document', 'prev', 'hash'] as const) {
    if (!HEX_64.test(entry[field])) return `${field} is not a SHA-256`;
  }
  if (!(entry.v === 1 ? ['registered'] : LEDGER_EVENTS).includes(entry.event as never))
    return `event ${String(entry.event)} is not known`;
  if (entry.v === 2 && entry.signed !== null && !HEX_64.test(entry.signed)) return 'signed is not a SHA-256';
  return null;
}

async function linkError(entry: LedgerEntry, known: Known): Promise<string | null> {
  if (known.edition !== null && entry.edition !== known.edition) return `belongs to edition ${entry.edition}`;
  if (entry.seq !== known.seq) return `seq is ${entry.seq}, expected ${known.seq}`;
  if (entry.prev !== known.prev) return 'prev is not the hash of the entry before';
  if (!(await entryHolds(entry))) return 'hash does not cover its content';
  return null;
}

function numberError(entry: LedgerEntry, { numbers, closed }: Known): string | null {
  const refers = entry.v === 2 ? entry.refers : null;
  const changes = entry.event === 'amended' || entry.event === 'corrected';
  if (changes !== (refers !== null))
    return changes ? 'names no number that it changes' : 'names a number although it changes none';
  const target = changes ? refers : givesNumber(entry.event) ? null : entry.number;
  if (target !== null && !numbers.has(target))
    return `speaks of ${target.slice(0, NUMBER_CHARACTERS)}, which has not been given`;
  if (target !== null && closed.has(target)) return `speaks of ${target}, which no longer stands`;
  if (!givesNumber(entry.event))
    return numbers.get(entry.number) === entry.agreement ? null : `speaks of ${entry.number} under another agreement`;
  return entry.number === agreementNumber(entry.edition, numbers.size + 1)
    ? null
    : 'number does not follow from the numbers given so far';
}

function take(entry: LedgerEntry, known: Known): void {
  known.edition = entry.edition;
  known.prev = entry.hash;
  if (givesNumber(entry.event)) known.numbers.set(entry.number, entry.agreement);
  if (entry.v === 2 && entry.refers !== null) known.closed.add(entry.refers);
  else if (!givesNumber(entry.event)) known.closed.add(entry.number);
}

/** Longer than any number; what is longer is none, and would fill the reader's screen. */
const NUMBER_CHARACTERS = 40;

/** The number that an entry names, where it is one. */
export function numberOf(candidate: unknown): string | null {
  const number = (candidate as { number?: unknown } | null | undefined)?.number;
  return typeof number === 'string' && number.length <= NUMBER_CHARACTERS ? number : null;
}
