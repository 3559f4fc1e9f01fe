import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Agreement, DeskEntry } from '@everexpo/contracts';
import { generateSync } from 'otplib';
import { demoAuthenticator } from '../../apps/api/src/demo/accounts.ts';
import type { Caller } from './http.ts';
import { ROOT } from './stack.ts';

const SCAN = readFileSync(join(ROOT, 'tests/support/scan.pdf'));

/** What the authenticator of a demo account shows now. */
export const codeOf = (account: string) => generateSync({ secret: demoAuthenticator(`${account}@everexpo.example`) });

/** A scan that no other call makes: the same page with a comment of its own behind the end of file. */
export const aScan = () => Buffer.concat([SCAN, Buffer.from(`\n% ${randomUUID()}\n`)]);

export const paperForm = (nth: number) => ({
  kind: 'cooperation',
  title: `现场签署的协议 ${nth}`,
  amountFen: 100_000 + nth,
  termMonths: 12,
  partyA: `甲方单位${nth}`,
  partyB: `乙方单位${nth}`,
  city: 'chengdu',
  track: 'achievement',
  signedOn: '2026-01-01',
});

/** Logs a paper as the person of a cookie. @throws Error with the problem when it is refused */
export async function logPaper(url: string, cookie: string, form: object, { scan = aScan(), key = randomUUID() as string } = {}): Promise<DeskEntry> {
  const body = new FormData();
  body.set('form', JSON.stringify(form));
  body.set('scan', new Blob([new Uint8Array(scan)], { type: 'application/pdf' }), 'scan.pdf');
  const answer = await fetch(`${url}/api/agreements/paper`, { method: 'POST', headers: { cookie, 'idempotency-key': key }, body });
  if (!answer.ok) throw new Error(`a paper is refused: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as DeskEntry;
}

/** The second pair of eyes: registers what another has logged. */
export const verifyPaper = (caller: Caller, { id, version }: Pick<DeskEntry, 'id' | 'version'>) => caller<DeskEntry>('POST', `/api/agreements/paper/${id}/verify`, { version }, `verify-${id}`);

/** A draft that the other side has approved too. */
export async function toSign(investor: Caller, owner: Caller, meetingId: string, terms: object): Promise<Agreement> {
  const draft = await investor<Agreement>('POST', `/api/meetings/${meetingId}/agreements`, terms);
  await investor('POST', `/api/agreements/${draft.id}/submit`, { version: draft.version });
  return owner<Agreement>('POST', `/api/agreements/${draft.id}/approve`, { version: draft.version });
}
