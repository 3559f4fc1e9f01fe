/** The private terms an entry commits to: whoever is shown them with the salt can check that they were these. */
export interface CommittedTerms extends Record<string, unknown> {
  kind: string;
  title: string;
  amountFen: number;
  termMonths: number;
  terms: string;
  parties: { name: string; organisation: string }[];
}

type Source = Pick<CommittedTerms, 'kind' | 'title' | 'amountFen' | 'termMonths' | 'terms'> & { details?: unknown };

/** Agreements with typed details commit to those too; older ones had none. */
export function committedTerms(
  { kind, title, amountFen, termMonths, terms, details }: Source,
  parties: { name: string; organisation: string }[],
): CommittedTerms {
  const common = {
    kind,
    title,
    amountFen,
    termMonths,
    terms,
    parties: parties.map(({ name, organisation }) => ({ name, organisation })),
  };
  return details === undefined ? common : { ...common, details };
}
