import canonicalize from 'canonicalize';

/** The `prev` of an edition's first entry. */
export const GENESIS = '0'.repeat(64);

/** What happened to an agreement. The first three give a new number; the others are said of a number that is there. */
export const LEDGER_EVENTS = ['registered', 'amended', 'corrected', 'completed', 'terminated'] as const;
export type LedgerEvent = (typeof LEDGER_EVENTS)[number];

/** Whether an event gives the next number of its edition. */
export const givesNumber = (event: LedgerEvent): boolean =>
  event === 'registered' || event === 'amended' || event === 'corrected';

interface EntryCore {
  /** Code of the edition, for instance KC-2026. */
  edition: string;
  /** Position in the edition's chain, from 1, without gaps. */
  seq: number;
  number: string;
  agreement: string;
  content: string;
  document: string;
  /** ISO 8601 instant in UTC. */
  at: string;
  /** `hash` of the entry before, or {@link GENESIS}. */
  prev: string;
}

/** Entries written while an agreement could only be registered. */
export interface EntryBodyV1 extends EntryCore {
  v: 1;
  event: 'registered';
}

export interface EntryBodyV2 extends EntryCore {
  v: 2;
  event: LedgerEvent;
  /** The number that this entry amends or corrects; null for the other events. */
  refers: string | null;
  /**
   * SHA-256 of the bytes that the parties signed, with which the sealed document begins; null where paper was signed.
   */
  signed: string | null;
}

/**
 * What one entry says. Nothing here is private: `content` is a salted commitment to the terms
 * (see {@link commitTo}), `document` the SHA-256 of the sealed or scanned file.
 */
export type EntryBody = EntryBodyV1 | EntryBodyV2;

export type LedgerEntry = EntryBody & { hash: string };

/**
 * RFC 8785 canonical JSON of a plain value.
 * @throws TypeError for a value that JSON cannot carry
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('the value cannot be written as JSON');
  return text;
}

/** Lower-case hex SHA-256 of UTF-8 text or bytes; runs in Node and in browsers (Web Crypto). */
export async function sha256Hex(data: string | Uint8Array<ArrayBuffer>): Promise<string> {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Commitment to private terms: the hash can be published, the terms shown later to prove it. */
export function commitTo(terms: Record<string, unknown>, salt: string): Promise<string> {
  return sha256Hex(canonicalJson({ salt, terms }));
}

/** Seals a body: its hash covers every field, the link to the entry before included. */
export async function chainEntry(body: EntryBody): Promise<LedgerEntry> {
  return { ...body, hash: await sha256Hex(canonicalJson(body)) };
}

/** The public number of an agreement: edition code and running count, four digits at least. */
export function agreementNumber(editionCode: string, count: number): string {
  return `${editionCode}-${String(count).padStart(4, '0')}`;
}
