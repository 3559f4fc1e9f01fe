import { LogPaperAgreement, MAX_FILE_BYTES, type City, type DeskEntry, type Track } from '@everexpo/contracts';
import type { FieldRule } from '@everexpo/contracts/problems';
import { z } from 'zod';
import type { FieldOf } from '../../../lib/forms/place-errors.ts';
import { emptyTerms, termsOf, type TermsValues } from '../../agreements/index.ts';

/** The deal desk's form as typed. */
export interface PaperValues extends TermsValues {
  partyA: string;
  partyB: string;
  city: City;
  track: Track;
  /** Calendar day, YYYY-MM-DD. */
  signedOn: string;
  otherThan: string[];
  corrects: { id: string; number: string } | null;
  reason: string;
}

/** The form with its scan. */
export interface ScannedValues extends PaperValues {
  scan: File | null;
}

/** A paper as it is sent: the contract's form, and beside it the scan. */
export const ScannedPaper = z.object({
  form: LogPaperAgreement,
  scan: z.file('required.scan' satisfies FieldRule).max(MAX_FILE_BYTES),
});
export type ScannedPaper = z.infer<typeof ScannedPaper>;

export const scannedPaperOf = ({ scan, ...paper }: ScannedValues) => ({ form: paperOf(paper), scan });

/** What has no field of its own is the API's to speak of. */
export const fieldOfPaper: FieldOf = (part) => {
  const field = part.replace(/^form\./, '').replace(/^amountFen$/, 'amount');
  return /^(otherThan|corrects)\b/.test(field) ? undefined : field;
};

export const emptyPaper = (signedOn: string): PaperValues => ({
  ...emptyTerms,
  partyA: '',
  partyB: '',
  city: 'chengdu',
  track: 'achievement',
  signedOn,
  otherThan: [],
  corrects: null,
  reason: '',
});

export function paperOf({
  partyA,
  partyB,
  city,
  track,
  signedOn,
  otherThan,
  corrects,
  reason,
  ...terms
}: PaperValues): LogPaperAgreement {
  return {
    ...termsOf(terms),
    terms: '',
    partyA: partyA.trim(),
    partyB: partyB.trim(),
    city,
    track,
    signedOn,
    otherThan,
    corrects: corrects?.id ?? null,
    reason,
  };
}

/** A paper as it can be typed on: one that was refused, taken back into the form. */
export function valuesOfPaper(form: LogPaperAgreement): PaperValues {
  const {
    kind,
    title,
    amountFen,
    termMonths,
    amountPublic,
    partiesPublic,
    partyA,
    partyB,
    city,
    track,
    signedOn,
    otherThan,
    corrects,
    reason,
  } = form;
  const amount = Number.isFinite(amountFen) && amountFen !== null ? (amountFen / 100).toFixed(2) : '';
  return {
    kind,
    title,
    amount,
    termMonths: String(termMonths),
    amountPublic,
    partiesPublic,
    partyA,
    partyB,
    city,
    track,
    signedOn,
    otherThan,
    corrects: corrects ? { id: corrects, number: '' } : null,
    reason,
  };
}

/** A registered entry as the start of its correction. */
export function correctionOf(entry: DeskEntry): PaperValues {
  const [partyA = '', partyB = ''] = entry.parties;
  const { kind, title, amountFen, city, track, signedOn } = entry;
  return {
    ...emptyPaper(signedOn),
    kind,
    title,
    amount: (amountFen / 100).toFixed(2),
    partyA,
    partyB,
    city,
    track,
    corrects: { id: entry.id, number: entry.number ?? '' },
  };
}
