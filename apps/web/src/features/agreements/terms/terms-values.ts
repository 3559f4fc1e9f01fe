import type {
  Agreement,
  AgreementDetails,
  AgreementKind,
  AgreementTerms,
  Exclusivity,
  IpOwnership,
} from '@everexpo/contracts';
import { fenOf } from '../../../lib/fen.ts';
import type { FieldOf } from '../../../lib/forms/place-errors.ts';

/** The main terms as typed; amounts in yuan. The same on screen and at the deal desk. */
export interface TermsValues {
  kind: AgreementKind;
  title: string;
  amount: string;
  termMonths: string;
  amountPublic: boolean;
  partiesPublic: boolean;
}

export interface PaymentValues {
  title: string;
  dueOn: string;
  amount: string;
}

export interface MilestoneValues {
  title: string;
  dueOn: string;
}

/** What a draft on screen has beside the main terms. */
export interface DraftValues extends TermsValues {
  terms: string;
  ip: IpOwnership;
  payments: PaymentValues[];
  milestones: MilestoneValues[];
  exclusivity: Exclusivity | null;
  territory: string;
  /** Per cent, with at most two decimals. */
  share: string;
  otherTerms: string;
}

export const emptyTerms: TermsValues = {
  kind: 'cooperation',
  title: '',
  amount: '',
  termMonths: '24',
  amountPublic: true,
  partiesPublic: true,
};
export const emptyDraft: DraftValues = {
  ...emptyTerms,
  terms: '',
  ip: 'keeps-own',
  payments: [],
  milestones: [],
  exclusivity: null,
  territory: '',
  share: '',
  otherTerms: '',
};

const wholeOf = (typed: string): number => (/^\s*\d+\s*$/.test(typed) ? Number(typed) : NaN);

/** The typed terms as the API takes them. What is no number goes on as NaN, which the contract refuses by name. */
export function termsOf({ kind, title, amount, termMonths, amountPublic, partiesPublic }: TermsValues) {
  return { kind, title, amountFen: fenOf(amount), termMonths: wholeOf(termMonths), amountPublic, partiesPublic };
}

/** Hundredths of a per cent; NaN for what is no percentage with at most two decimals. */
export const basisPointsOf = (share: string): number =>
  /^\d{1,3}(\.\d{1,2})?$/.test(share.trim()) ? Math.round(Number(share) * 100) : NaN;

/** A whole draft as the API takes it; what belongs to another kind is left out. */
export function draftOf(values: DraftValues): AgreementTerms {
  const details: AgreementDetails = {
    ip: values.ip,
    payments: values.payments.map(({ title, dueOn, amount }) => ({ title, dueOn, amountFen: fenOf(amount) })),
    milestones: values.milestones,
    exclusivity: values.kind === 'licence' ? values.exclusivity : null,
    territory: values.kind === 'licence' ? values.territory : '',
    shareBasisPoints: values.kind === 'investment' && values.share !== '' ? basisPointsOf(values.share) : null,
    otherTerms: values.otherTerms,
  };
  return { ...termsOf(values), terms: values.terms, details };
}

/** The fields of a draft by the parts of the contract. */
export const fieldOfDraft: FieldOf = (part) =>
  part
    .replace(/^details\./, '')
    .replace(/amountFen$/, 'amount')
    .replace(/^shareBasisPoints$/, 'share');

export function valuesOf({
  kind,
  title,
  amountFen,
  termMonths,
  terms,
  amountPublic,
  partiesPublic,
  details,
}: Agreement): DraftValues {
  return {
    kind,
    title,
    amount: yuanOf(amountFen),
    termMonths: String(termMonths),
    amountPublic,
    partiesPublic,
    terms,
    ip: details.ip,
    payments: details.payments.map(({ title, dueOn, amountFen }) => ({ title, dueOn, amount: yuanOf(amountFen) })),
    milestones: details.milestones,
    exclusivity: details.exclusivity,
    territory: details.territory,
    share: details.shareBasisPoints === null ? '' : (details.shareBasisPoints / 100).toFixed(2),
    otherTerms: details.otherTerms,
  };
}

const yuanOf = (fen: number) => (fen / 100).toFixed(2);
