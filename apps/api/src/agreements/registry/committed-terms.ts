/** The private terms an entry commits to: whoever is shown them with the salt can check that they were these. */
export interface CommittedTerms extends Record<string, unknown> {
  kind: string;
  title: string;
  amountFen: number;
  termMonths: number;
  terms: string;
  parties: { name: string; organisation: string }[];
}

type Source = Pick<CommittedTerms, 'kind' | 'title' | 'amountFen' | 'termMonths' | 'terms'>;

export function committedTerms(agreement: Source, parties: { name: string; organisation: string }[]): CommittedTerms {
  const { kind, title, amountFen, termMonths, terms } = agreement;
  return { kind, title, amountFen, termMonths, terms, parties: parties.map(({ name, organisation }) => ({ name, organisation })) };
}
