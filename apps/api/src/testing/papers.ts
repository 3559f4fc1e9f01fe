import { randomUUID } from 'node:crypto';
import type { DeskEntry } from '@everexpo/contracts';
import { onPaper } from '../platform/index.ts';
import type { Answer, Client } from './test-api.ts';

/** A real one-page PDF that no other call makes, as a scan. */
export const aScan = async (text = randomUUID()): Promise<Blob> => new Blob([new Uint8Array(await onPaper({ title: text, date: new Date(0) }, (page) => page.text(text)))], { type: 'application/pdf' });

export const paperForm = (year: number) => ({
  kind: 'cooperation',
  title: '产线智能化改造合作',
  amountFen: 128_000_000,
  termMonths: 24,
  partyA: '成都云岭智能装备有限公司',
  partyB: '宜宾青衡新能源有限公司',
  city: 'yibin',
  track: 'hightech',
  signedOn: `${year}-01-05`,
});

/** The multipart body of the deal desk's form. */
export function upload(fields: object, scan: Blob | null, extra: Record<string, string> = {}): FormData {
  const body = new FormData();
  body.set('form', JSON.stringify(fields));
  if (scan) body.set('scan', scan, 'scan.pdf');
  for (const [name, value] of Object.entries(extra)) body.set(name, value);
  return body;
}

/** Logs a paper by one of the desk and has another verify it. */
export async function registerPaper(staff: Client, staff2: Client, fields: object): Promise<Answer<DeskEntry>> {
  const { body: logged } = await staff.create<DeskEntry>('/api/agreements/paper', upload(fields, await aScan()));
  return staff2.create<DeskEntry>(`/api/agreements/paper/${logged.id}/verify`, { version: logged.version });
}
