import { ProblemError, Refusal, runLimited } from '../../platform/index.ts';
import type { AgreementText } from './agreement-document.ts';

/** The longest agreement in all scripts takes 6 s on a core that is shared by ten, and 330 MB. */
const draw = runLimited<AgreementText, Uint8Array>(new URL('./agreement-program.ts', import.meta.url), {
  atOnce: 2,
  waiting: 200,
  milliseconds: 60_000,
  megabytes: 1_024,
});

/** What the document of an agreement says, as plain data. */
export function textOf(
  { id, version, kind, title, amountFen, termMonths, terms, details }: Omit<AgreementText, 'parties' | 'amends'>,
  parties: AgreementText['parties'],
  amends: string | null,
): AgreementText {
  const names = parties.map(({ name, organisation }) => ({ name, organisation }));
  return { id, version, kind, title, amountFen, termMonths, terms, details, parties: names, amends };
}

/**
 * The document that the parties sign, as PDF bytes, drawn in a process of its own: nobody else waits for a long one.
 * @throws ProblemError 503 `busy` when it cannot be drawn now
 */
export async function drawAgreement(text: AgreementText, by: string): Promise<Buffer> {
  try {
    return Buffer.from(await draw(text, { by }));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new ProblemError(
      503,
      'busy',
      'The document could not be drawn now; try again in some seconds.',
      undefined,
      5,
    );
  }
}
