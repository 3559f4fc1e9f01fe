import { z } from 'zod';
import { AmountFen, Day, Id, Instant, line, paragraph } from './common.ts';
import { AgreementKind, AgreementSource, AgreementState, City, Track } from './vocabulary.ts';

/** What the parties agree on; the same fields on screen and on paper. */
export const AgreementTerms = z.strictObject({
  kind: AgreementKind,
  title: line(120, 4),
  amountFen: AmountFen,
  termMonths: z.int().min(1).max(600),
  terms: paragraph(8000, 10),
  amountPublic: z.boolean().default(true),
});
export type AgreementTerms = z.infer<typeof AgreementTerms>;

/** A change to a draft names the version it was made on, so that nothing is overwritten unseen. */
export const ReviseAgreement = AgreementTerms.extend({ version: z.int().min(1) });
export type ReviseAgreement = z.infer<typeof ReviseAgreement>;

export const AgreementCommand = z.strictObject({ version: z.int().min(1) });
export type AgreementCommand = z.infer<typeof AgreementCommand>;

/** Signing names the exact bytes: the version and the SHA-256 of the document that was shown. */
export const SignAgreement = z.strictObject({
  version: z.int().min(1),
  documentSha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be a lower-case SHA-256'),
  signature: line(60, 2),
});
export type SignAgreement = z.infer<typeof SignAgreement>;

export const AgreementParty = z.object({
  position: z.int(),
  personId: Id.nullable(),
  name: z.string(),
  organisation: z.string(),
  signedAt: Instant.nullable(),
  signature: z.string().nullable(),
});
export type AgreementParty = z.infer<typeof AgreementParty>;

export const Agreement = AgreementTerms.extend({
  id: Id,
  meetingId: Id.nullable(),
  state: AgreementState,
  source: AgreementSource,
  version: z.int(),
  documentSha256: z.string().nullable(),
  number: z.string().nullable(),
  ledgerHash: z.string().nullable(),
  registeredAt: Instant.nullable(),
  timeZone: z.string(),
  parties: z.array(AgreementParty),
});
export type Agreement = z.infer<typeof Agreement>;

/** The deal desk's form; the scan travels beside it as the multipart file `scan`. */
export const LogPaperAgreement = AgreementTerms.extend({
  partyA: line(80, 2),
  partyB: line(80, 2),
  city: City,
  track: Track,
  signedOn: Day,
}).refine((form) => form.partyA !== form.partyB, { path: ['partyB'], message: 'must differ from partyA' });
export type LogPaperAgreement = z.infer<typeof LogPaperAgreement>;

/** A slip of the signing wall. `amountFen` is null where the parties keep it to themselves. */
export const WallSlip = z.object({
  number: z.string(),
  kind: AgreementKind,
  title: z.string(),
  parties: z.array(z.string()),
  amountFen: z.int().nullable(),
  city: City.nullable(),
  registeredAt: Instant,
});
export type WallSlip = z.infer<typeof WallSlip>;

export const Wall = z.object({
  editionId: Id,
  editionNameZh: z.string(),
  editionNameEn: z.string(),
  count: z.int(),
  amountFen: z.int(),
  byCity: z.array(z.object({ city: City, count: z.int() })),
  newest: z.array(WallSlip),
});
export type Wall = z.infer<typeof Wall>;

/** One line of an exported ledger; `@everexpo/ledger` checks the chain from these alone. */
export const LedgerLine = z.object({
  v: z.literal(1),
  edition: z.string(),
  seq: z.int(),
  number: z.string(),
  event: z.literal('registered'),
  agreement: Id,
  content: z.string(),
  document: z.string(),
  at: Instant,
  prev: z.string(),
  hash: z.string(),
});
export type LedgerLine = z.infer<typeof LedgerLine>;

/** The public verification page of a registered agreement. */
export const Verification = z.object({
  slip: WallSlip,
  source: AgreementSource,
  edition: z.object({ code: z.string(), nameZh: z.string(), nameEn: z.string(), timeZone: z.string(), demo: z.boolean() }),
  entry: LedgerLine,
});
export type Verification = z.infer<typeof Verification>;

export const LedgerQuery = z.strictObject({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(500),
});
export type LedgerQuery = z.infer<typeof LedgerQuery>;
export const LedgerPage = z.object({ items: z.array(LedgerLine), total: z.int() });
export type LedgerPage = z.infer<typeof LedgerPage>;

const Hash = z.string().regex(/^[0-9a-f]{64}$/);
/** What the keeper signed: so many entries of an edition, with this Merkle root (RFC 9162). */
export const Checkpoint = z.object({ v: z.literal(1), edition: z.string(), size: z.int(), root: Hash, head: Hash, at: Instant, key: Hash, signature: z.string().regex(/^[0-9a-f]{128}$/) });
export type Checkpoint = z.infer<typeof Checkpoint>;

/** One entry with its way to the newest checkpoint's root. */
export const EntryProof = z.object({ entry: LedgerLine, index: z.int(), path: z.array(Hash), checkpoint: Checkpoint });
export type EntryProof = z.infer<typeof EntryProof>;

/** That the newest checkpoint grew from an earlier one without a change to it. */
export const ConsistencyProof = z.object({ first: Checkpoint, second: Checkpoint, proof: z.array(Hash) });
export type ConsistencyProof = z.infer<typeof ConsistencyProof>;
