import { z } from 'zod';
import { broken } from '../problems/rule.ts';
import { OneTimeCode } from '../accounts/codes.ts';
import {
  AmountFen,
  Day,
  Email,
  Id,
  Instant,
  integer,
  line,
  pageOf,
  PageQuery,
  paragraph,
  Sha256,
} from '../platform/common.ts';
import { LedgerEvent } from './ledger.ts';
import { name } from '../accounts/names.ts';
import {
  AgreementKind,
  AgreementSource,
  AgreementState,
  Exclusivity,
  IpOwnership,
  SigningOrder,
} from '../vocabulary.ts';

const Payment = z.strictObject({ title: line(60, 2), dueOn: Day, amountFen: AmountFen.min(1) });
const Milestone = z.strictObject({ title: line(80, 2), dueOn: Day });

/** What the clauses need beside the main terms; the templates of `@everexpo/clauses` turn it into text. */
export const AgreementDetails = z.strictObject({
  ip: IpOwnership.default('keeps-own'),
  payments: z.array(Payment).max(24).default([]),
  milestones: z.array(Milestone).max(24).default([]),
  /** Of a licence. */
  exclusivity: Exclusivity.nullable().default(null),
  territory: line(80, 0).default(''),
  /** Share acquired by an investment, in hundredths of a per cent. */
  shareBasisPoints: integer(1, 10_000).nullable().default(null),
  otherTerms: paragraph(4000, 0).default(''),
});
export type AgreementDetails = z.infer<typeof AgreementDetails>;

const terms = {
  kind: AgreementKind,
  title: line(120, 4),
  amountFen: AmountFen,
  termMonths: integer(1, 600),
  /** What the agreement is about. */
  terms: paragraph(8000, 10),
  amountPublic: z.boolean().default(true),
  partiesPublic: z.boolean().default(true),
  details: AgreementDetails.prefault({}),
};

const yuan = (fen: number): string => (fen / 100).toFixed(2);

interface Sums {
  kind: AgreementKind;
  amountFen: number;
  details: AgreementDetails;
}

/** Payments that are named make up the amount; a licence says how exclusive it is, an investment for which share. */
function checkDetails({ kind, amountFen, details }: Sums, context: z.RefinementCtx): void {
  const paid = details.payments.reduce((sum, payment) => sum + payment.amountFen, 0);
  const addIssue = (field: string, why: ReturnType<typeof broken>) =>
    context.addIssue({ code: 'custom', path: ['details', field], ...why });
  if (details.payments.length > 0 && paid !== amountFen)
    addIssue('payments', broken('sum', { paid: yuan(paid), amount: yuan(amountFen) }));
  if (kind !== 'licence' && details.exclusivity !== null) addIssue('exclusivity', broken('of_licence'));
  if (kind !== 'licence' && details.territory !== '') addIssue('territory', broken('of_licence'));
  if (kind !== 'investment' && details.shareBasisPoints !== null) addIssue('shareBasisPoints', broken('of_investment'));
}

/** What the parties agree on. */
export const AgreementTerms = z.strictObject(terms).superRefine(checkDetails);
export type AgreementTerms = z.infer<typeof AgreementTerms>;

/** A change to a draft names the version it was made on, so that nothing is overwritten unseen. */
export const ReviseAgreement = z.strictObject({ ...terms, version: integer(1) }).superRefine(checkDetails);
export type ReviseAgreement = z.infer<typeof ReviseAgreement>;

export const AgreementCommand = z.strictObject({ version: integer(1) });
export type AgreementCommand = z.infer<typeof AgreementCommand>;

/** Declining, withdrawing and ending an agreement need a reason. */
export const AgreementWithReason = AgreementCommand.extend({ reason: paragraph(500, 4) });
export type AgreementWithReason = z.infer<typeof AgreementWithReason>;

/** A further party, or another signatory of one's own organisation, named by the address of their account. */
export const NameSignatory = AgreementCommand.extend({ email: Email });
export type NameSignatory = z.infer<typeof NameSignatory>;

/** How the parties sign: one after the other or in any order, until when at the latest. */
export const ArrangeSigning = AgreementCommand.extend({ order: SigningOrder, signBy: Instant.nullable() });
export type ArrangeSigning = z.infer<typeof ArrangeSigning>;

/** A stroke drawn on a pad of 1000 by 400 units. */
const Stroke = z
  .array(z.tuple([integer(0, 1000), integer(0, 400)]))
  .min(2)
  .max(600);
export const Signature = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('typed'), text: name(60, 2) }),
  z.strictObject({ kind: z.literal('drawn'), strokes: z.array(Stroke).min(1).max(60) }),
]);
export type Signature = z.infer<typeof Signature>;

/** Signing names the exact bytes: the version and the SHA-256 of the document that was shown; the code is fresh. */
export const SignAgreement = z.strictObject({
  version: integer(1),
  documentSha256: Sha256,
  signature: Signature,
  code: OneTimeCode,
});
export type SignAgreement = z.infer<typeof SignAgreement>;

export const AgreementParty = z.object({
  position: z.int(),
  personId: Id.nullable(),
  name: z.string(),
  organisation: z.string(),
  approved: z.boolean(),
  signedAt: Instant.nullable(),
  signature: Signature.nullable(),
});
export type AgreementParty = z.infer<typeof AgreementParty>;

export const Agreement = z.object({
  ...terms,
  terms: z.string(),
  id: Id,
  meetingId: Id.nullable(),
  state: AgreementState,
  source: AgreementSource,
  version: z.int(),
  order: SigningOrder,
  signBy: Instant.nullable(),
  documentSha256: z.string().nullable(),
  sealedSha256: z.string().nullable(),
  number: z.string().nullable(),
  ledgerHash: z.string().nullable(),
  registeredAt: Instant.nullable(),
  timeZone: z.string(),
  /** Number of the agreement that this one amends or corrects. */
  replaces: z.string().nullable(),
  /** The agreement that took its place, once registered. */
  replacedBy: z.string().nullable(),
  parties: z.array(AgreementParty),
  /** Who asks for completion or termination, while the others have not all agreed. */
  asked: z.object({ action: z.enum(['complete', 'terminate']), reason: z.string(), by: z.array(Id) }).nullable(),
});
export type Agreement = z.infer<typeof Agreement>;

export const AgreementPage = pageOf(Agreement);
export type AgreementPage = z.infer<typeof AgreementPage>;
export const AgreementQuery = PageQuery.extend({ cursor: Id.optional() });

/** A version of the terms as it was saved. */
export const AgreementVersion = z.object({
  version: z.int(),
  terms: z.object({ ...terms, terms: z.string() }),
  by: z.string(),
  at: Instant,
  parties: z.array(z.object({ name: z.string(), organisation: z.string() })),
});
export type AgreementVersion = z.infer<typeof AgreementVersion>;

/** One step of an agreement's life: who moved it, when, from where to where, and why. */
export const AgreementStep = z.object({
  action: z.enum([
    'draft',
    'log',
    'revise',
    'submit',
    'approve',
    'fix',
    'sign',
    'sign-last',
    'decline',
    'expire',
    'withdraw',
    'return',
    'register',
    'amend',
    'complete',
    'terminate',
  ]),
  from: AgreementState.nullable(),
  to: AgreementState,
  by: z.string().nullable(),
  at: Instant,
  reason: z.string().nullable(),
  version: z.int(),
});
export type AgreementStep = z.infer<typeof AgreementStep>;

/** What is kept of one signature: who, when, how they proved it, and which bytes. */
export const SignatureEvidence = z.object({
  position: z.int(),
  personId: Id,
  name: z.string(),
  organisation: z.string(),
  at: Instant,
  method: z.literal('totp'),
  documentSha256: z.string(),
  version: z.int(),
  address: z.string(),
  userAgent: z.string(),
  signature: Signature,
});
export type SignatureEvidence = z.infer<typeof SignatureEvidence>;

export const AgreementHistory = z.object({
  steps: z.array(AgreementStep),
  versions: z.array(AgreementVersion),
  evidence: z.array(SignatureEvidence),
  entries: z.array(z.object({ event: LedgerEvent, number: z.string(), at: Instant, hash: z.string() })),
});
export type AgreementHistory = z.infer<typeof AgreementHistory>;
