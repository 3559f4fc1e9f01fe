import { z } from 'zod';
import { Id, Instant, integerInAddress } from '../platform/common.ts';

const Hash = z.string().regex(/^[0-9a-f]{64}$/);

/** What happened to an agreement, as the ledger says it. */
export const LedgerEvent = z.enum(['registered', 'amended', 'corrected', 'completed', 'terminated']);
export type LedgerEvent = z.infer<typeof LedgerEvent>;

const core = {
  edition: z.string(),
  seq: z.int(),
  number: z.string(),
  agreement: Id,
  content: z.string(),
  document: z.string(),
  at: Instant,
  prev: z.string(),
  hash: z.string(),
};

/** One line of an exported ledger; `@everexpo/ledger` checks the chain from these alone. */
export const LedgerLine = z.discriminatedUnion('v', [
  z.object({ v: z.literal(1), event: z.literal('registered'), ...core }),
  z.object({ v: z.literal(2), event: LedgerEvent, refers: z.string().nullable(), signed: Hash.nullable(), ...core }),
]);
export type LedgerLine = z.infer<typeof LedgerLine>;

export const LedgerQuery = z.strictObject({
  after: integerInAddress().default(0),
  limit: integerInAddress(1, 500).default(500),
});
export type LedgerQuery = z.infer<typeof LedgerQuery>;
export const LedgerPage = z.object({ items: z.array(LedgerLine), total: z.int() });
export type LedgerPage = z.infer<typeof LedgerPage>;

/** What the signing key vouches for: so many entries of an edition, with this Merkle root (RFC 9162). */
export const Checkpoint = z.object({
  v: z.literal(1),
  edition: z.string(),
  size: z.int(),
  root: Hash,
  head: Hash,
  at: Instant,
  key: Hash,
  signature: z.string().regex(/^[0-9a-f]{128}$/),
});
export type Checkpoint = z.infer<typeof Checkpoint>;

/** One entry with its way to the newest checkpoint's root. */
export const EntryProof = z.object({ entry: LedgerLine, index: z.int(), path: z.array(Hash), checkpoint: Checkpoint });
export type EntryProof = z.infer<typeof EntryProof>;

/** That the newest checkpoint grew from an earlier one without a change to it. */
export const ConsistencyProof = z.object({ first: Checkpoint, second: Checkpoint, proof: z.array(Hash) });
export type ConsistencyProof = z.infer<typeof ConsistencyProof>;
