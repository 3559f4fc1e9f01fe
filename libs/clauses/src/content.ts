export type Language = 'zh' | 'en';
export type Kind = 'intent' | 'cooperation' | 'transfer' | 'licence' | 'investment';
/** Who owns what comes of the work. */
export type IpOwnership = 'keeps-own' | 'party-a' | 'party-b' | 'joint' | 'by-contribution';
export type Exclusivity = 'exclusive' | 'sole' | 'non-exclusive';

export interface Payment {
  title: string;
  /** Calendar day, YYYY-MM-DD. */
  dueOn: string;
  amountFen: number;
}

export interface Milestone {
  title: string;
  /** Calendar day, YYYY-MM-DD. */
  dueOn: string;
}

/** What the parties agree on beside the main terms. */
export interface Details {
  ip: IpOwnership;
  payments: Payment[];
  milestones: Milestone[];
  /** Of a licence. */
  exclusivity: Exclusivity | null;
  /** Where a licence holds. */
  territory: string;
  /** Share acquired by an investment, in hundredths of a per cent. */
  shareBasisPoints: number | null;
  otherTerms: string;
}

/** An agreement's content as the templates take it. */
export interface Content {
  kind: Kind;
  title: string;
  amountFen: number;
  termMonths: number;
  /** What the agreement is about. */
  terms: string;
  details: Details;
  parties: { name: string; organisation: string }[];
  /** Number of the agreement that this one changes, or null. */
  amends: string | null;
}

export interface Clause {
  key: string;
  title: string;
  paragraphs: string[];
}
