import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeskEntry } from '@everexpo/contracts';
import type { Host } from './host.ts';
import { aPerson, type Person } from './person.ts';

const SCAN = readFileSync(join(import.meta.dirname, 'scan.pdf'));

/** A scan that no other call makes: the same page with a comment of its own behind the end of file. */
export const aScan = (): Buffer => Buffer.concat([SCAN, Buffer.from(`\n% ${randomUUID()}\n`)]);

export const paperForm = (change: object = {}) => ({
  kind: 'cooperation',
  title: '产线智能化改造合作',
  amountFen: 128_000_000,
  termMonths: 24,
  partyA: '成都云岭智能装备有限公司',
  partyB: '宜宾青衡新能源有限公司',
  city: 'yibin',
  track: 'hightech',
  signedOn: '2026-01-05',
  ...change,
});

let forms = 0;

/** A form that resembles no other of this process: none is taken for its duplicate. */
export function unlikePaperForm(change: object = {}) {
  forms += 1;
  const parties = { partyA: `甲方单位${forms}`, partyB: `乙方单位${forms}` };
  return paperForm({ title: `现场签署的协议 ${forms}`, amountFen: 100_000 + forms, ...parties, ...change });
}

/** The multipart body of the deal desk's form. */
export function paperUpload(
  form: object = paperForm(),
  scan: Uint8Array | null = aScan(),
  extra: Record<string, string> = {},
): FormData {
  const body = new FormData();
  body.set('form', JSON.stringify(form));
  if (scan) body.set('scan', new Blob([new Uint8Array(scan)], { type: 'application/pdf' }), 'scan.pdf');
  for (const [name, value] of Object.entries(extra)) body.set(name, value);
  return body;
}

export interface PaperFixture {
  /** Has logged it. */
  staff: Person;
  /** May verify it. */
  colleague: Person;
  entry: DeskEntry;
}

/** A paper that one of the desk has logged. */
export async function aPaper(host: Host, change: object = {}): Promise<PaperFixture> {
  const [staff, colleague] = await Promise.all([1, 2].map(() => aPerson(host, { roles: ['staff'] })));
  if (!staff || !colleague) throw new Error('two people make a desk');
  const entry = await staff.client.ask<DeskEntry>('POST', '/api/agreements/paper', paperUpload(paperForm(change)));
  return { staff, colleague, entry };
}

/** A paper that a second pair of eyes has registered. */
export async function aRegisteredPaper(host: Host, change: object = {}): Promise<PaperFixture> {
  const fixture = await aPaper(host, change);
  const { id, version } = fixture.entry;
  const path = `/api/agreements/paper/${id}/verify`;
  return { ...fixture, entry: await fixture.colleague.client.ask<DeskEntry>('POST', path, { version }) };
}
