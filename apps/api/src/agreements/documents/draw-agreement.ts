import type { AgreementText } from './agreement-document.ts';
import { drawPaper } from './draw-paper.ts';

/** What the document of an agreement says, as plain data. */
export function textOf(
  { id, version, kind, title, amountFen, termMonths, terms, details }: Omit<AgreementText, 'parties' | 'amends'>,
  parties: AgreementText['parties'],
  amends: string | null,
): AgreementText {
  const names = parties.map(({ name, organisation }) => ({ name, organisation }));
  return { id, version, kind, title, amountFen, termMonths, terms, details, parties: names, amends };
}

/** The document that the parties sign, as PDF bytes. @throws ProblemError 503 `busy` when too many wait */
export function drawAgreement(text: AgreementText, by: string): Promise<Buffer> {
  return drawPaper({ kind: 'agreement', text }, by);
}
