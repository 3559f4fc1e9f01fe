import { FairQueue, oneThread } from '../../platform/index.ts';
import type { AgreementText } from './agreement-document.ts';

const MAX_WAITING = 200;

/** One thread for all, which keeps the fonts it has opened: the longest agreement takes seconds on a busy core. */
const draw = oneThread<AgreementText, Uint8Array>(new URL('./agreement-program.ts', import.meta.url));
const queue = new FairQueue(1, MAX_WAITING);
/** By what they say. */
const underWay = new Map<string, Promise<Buffer>>();

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
 * The document that the parties sign, as PDF bytes, drawn in a thread of its own: nobody else waits for a long one.
 * People (`by`) take turns, and who asks for what is being drawn already gets the same bytes.
 * @throws ProblemError 503 `busy` when too many wait
 */
export function drawAgreement(text: AgreementText, by: string): Promise<Buffer> {
  const key = JSON.stringify(text);
  const drawing =
    underWay.get(key) ?? queue.run(by, async () => Buffer.from(await draw(text))).finally(() => underWay.delete(key));
  underWay.set(key, drawing);
  return drawing;
}
