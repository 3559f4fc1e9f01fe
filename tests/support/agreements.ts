import { randomUUID } from 'node:crypto';
import type { DeskEntry } from '@everexpo/contracts';
import { paperForm, paperUpload } from '../../apps/api/src/testing/builders/index.ts';
import { api, type Caller } from './http.ts';

/** A paper that differs from those of other indices, so that none is taken for a duplicate. */
export const numberedPaper = (index: number) =>
  paperForm({
    title: `现场签署的协议 ${index}`,
    amountFen: 100_000 + index,
    partyA: `甲方单位${index}`,
    partyB: `乙方单位${index}`,
  });

/** Logs a paper as the person of a cookie. @throws Error with the problem when it is refused */
export function logPaper(url: string, cookie: string, form: object): Promise<DeskEntry> {
  const headers = { cookie, 'idempotency-key': randomUUID() };
  return api<DeskEntry>(url, 'POST', '/api/agreements/paper', { body: paperUpload(form), headers });
}

/** The second pair of eyes: registers what another has logged. */
export const verifyPaper = (caller: Caller, { id, version }: Pick<DeskEntry, 'id' | 'version'>) =>
  caller<DeskEntry>('POST', `/api/agreements/paper/${id}/verify`, { version }, `verify-${id}`);
