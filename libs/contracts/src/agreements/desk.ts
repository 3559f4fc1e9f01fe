import { z } from 'zod';
import { broken } from '../problems/rule.ts';
import {
  AmountFen,
  Day,
  Id,
  Instant,
  integer,
  integerInAddress,
  line,
  MAX_AMOUNT_FEN,
  pageOf,
  PageQuery,
  paragraph,
} from '../platform/common.ts';
import { OrganisationName } from '../accounts/names.ts';
import { RowError } from '../platform/tables.ts';
import { AgreementKind, AgreementSource, AgreementState, City, Track } from '../vocabulary.ts';

/** The deal desk's form; the scan travels beside it as the multipart file `scan`. */
export const LogPaperAgreement = z
  .strictObject({
    kind: AgreementKind,
    title: line(120, 4),
    amountFen: AmountFen,
    termMonths: integer(1, 600).default(12),
    terms: paragraph(8000, 0).default(''),
    amountPublic: z.boolean().default(true),
    partiesPublic: z.boolean().default(true),
    partyA: OrganisationName,
    partyB: OrganisationName,
    city: City,
    track: Track,
    signedOn: Day,
    /** Earlier entries that look alike and are other agreements, as the person at the desk has seen. */
    otherThan: z.array(Id).max(20).default([]),
    /** The registered entry that this one corrects, and why. */
    corrects: Id.nullable().default(null),
    reason: paragraph(500, 0).default(''),
  })
  .superRefine((form, context) => {
    if (form.partyA === form.partyB) context.addIssue({ code: 'custom', path: ['partyB'], ...broken('differ') });
    if (form.corrects !== null && form.reason.length < 4)
      context.addIssue({ code: 'custom', path: ['reason'], ...broken('required.correction') });
  });
export type LogPaperAgreement = z.infer<typeof LogPaperAgreement>;

/** An agreement as the deal desk sees it. */
export const DeskEntry = z.object({
  id: Id,
  source: AgreementSource,
  state: AgreementState,
  version: z.int(),
  kind: AgreementKind,
  title: z.string(),
  parties: z.array(z.string()),
  amountFen: z.int(),
  city: City,
  track: Track,
  signedOn: Day,
  loggedBy: z.object({ id: Id, name: z.string() }),
  verifiedBy: z.string().nullable(),
  number: z.string().nullable(),
  documentType: z.string(),
  documentSha256: z.string(),
  corrects: z.string().nullable(),
  createdAt: Instant,
});
export type DeskEntry = z.infer<typeof DeskEntry>;
export const DeskPage = pageOf(DeskEntry);
export type DeskPage = z.infer<typeof DeskPage>;
export const DeskQuery = PageQuery.extend({
  cursor: Id.optional(),
  state: z.enum(['signed', 'registered', 'withdrawn']).optional(),
});

export const PartyQuery = z.strictObject({ q: line(80, 1) });
/** Names of organisations to choose from, those that come closest first. */
export const PartyNames = z.object({ items: z.array(z.object({ name: z.string(), city: City.nullable() })) });
export type PartyNames = z.infer<typeof PartyNames>;

export const SimilarQuery = z.strictObject({
  partyA: line(80, 1),
  partyB: line(80, 1),
  amountFen: integerInAddress(0, MAX_AMOUNT_FEN).optional(),
});
export const SimilarEntries = z.object({ items: z.array(DeskEntry) });
export type SimilarEntries = z.infer<typeof SimilarEntries>;

/** What became of an imported table: rows taken, and what was wrong with the others. */
export const DeskImportReport = z.object({
  rows: z.int(),
  added: z.int(),
  rowErrors: z.array(RowError),
  /** The rows that were not taken, with the reason, as a file in base64. */
  errorReport: z.string().nullable(),
});
export type DeskImportReport = z.infer<typeof DeskImportReport>;
