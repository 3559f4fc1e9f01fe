import { Piscina } from 'piscina';
import { programOf } from '../../platform/index.ts';
import type { AgreementText } from './agreement-document.ts';

const IDLE_MS = 60_000;

/** One thread for all, which keeps the fonts it has opened: the longest agreement takes seconds on a busy core. */
const drawing = new Piscina<AgreementText, Uint8Array>({
  filename: programOf(new URL('./agreement-program.ts', import.meta.url)).href,
  minThreads: 0,
  maxThreads: 1,
  idleTimeout: IDLE_MS,
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

/** The document that the parties sign, as PDF bytes, drawn in a thread of its own: nobody else waits for a long one. */
export const drawAgreement = async (text: AgreementText): Promise<Buffer> => Buffer.from(await drawing.run(text));
