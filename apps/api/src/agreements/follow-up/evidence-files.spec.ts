import { rmSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import type { DeskImportReport, FollowUp, Meeting, MeetingFile } from '@everexpo/contracts';
import { writeTable } from '@everexpo/interchange/tables';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { aPdf, bareOf, fileForm, filesUnder } from '../../testing/files.ts';
import { aPerson, aRegisteredAgreement, aScan, paperForm, paperUpload } from '../../testing/builders/index.ts';
import { pauseReading } from '../../testing/clients/pause-reading.ts';
import { startTestApi, type Client, type TestApi } from '../../testing/test-api.ts';
import { PAPER_COLUMNS } from '../desk/paper-table.ts';
import { newTempFolder } from '../../../../../tests/support/temp-folder.ts';

const folder = newTempFolder('kept');
const kept = () => filesUnder(folder).filter((path) => !path.startsWith('agreements/') || !sealed.has(path));
/** What registering the agreement has stored itself. */
const sealed = new Set<string>();
let api: TestApi;
let owner: Client;
let investor: Client;
let attendee: Client;
let staff: Client;
let meeting: Meeting;
let milestone: string;
beforeAll(async () => {
  api = await startTestApi({ STORAGE_DIR: folder });
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const terms = { details: { milestones: [{ title: '样机验收', dueOn: inDays(3) }] } };
  const fixture = await aRegisteredAgreement(api, { terms });
  [owner, investor] = [fixture.owner.client, fixture.investor.client];
  [attendee, staff] = [(await aPerson(api)).client, (await aPerson(api, { roles: ['staff'] })).client];
  const { agreement } = fixture;
  meeting = fixture.meeting;
  const followUp = async () => (await owner.get<FollowUp>(`/api/agreements/${agreement.id}/follow-up`)).body.milestones;
  await vi.waitFor(async () => expect(await followUp()).toHaveLength(1), { timeout: 60_000 });
  milestone = (await followUp())[0]?.id ?? '';
  for (const path of filesUnder(folder)) sealed.add(path);
});
afterAll(async () => {
  await api.close();
  rmSync(folder, { recursive: true, force: true });
});

const evidence = (client: Client, id: string, bytes: Uint8Array, name = 'evidence.pdf') =>
  client.send<FollowUp>('POST', `/api/milestones/${id}/evidence`, fileForm('file', bytes, name));
const large = Buffer.concat([bareOf('/MediaBox [0 0 9 9]'), Buffer.alloc(20_000_000, 32)]);

describe('evidence', () => {
  test('is not even received from whoever may not send it; nothing stays on disk', async () => {
    const before = kept();
    const startedAt = performance.now();
    const answers = await Promise.all(
      [randomUUID(), randomUUID(), randomUUID(), milestone].map((id) => evidence(attendee, id, large)),
    );
    console.log(`4 files of 20 MB refused in ${Math.round(performance.now() - startedAt)} ms`);
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect(kept()).toEqual(before);
  });

  test.each<[string, number, () => Promise<Buffer> | Buffer]>([
    ['a PDF cut off', 422, async () => (await aPdf({}, (page) => page.text('cut'))).subarray(0, 600)],
    ['a PDF with a password', 422, () => aPdf({ userPassword: 'secret' }, (page) => page.text('closed'))],
    [
      'a picture of too many pixels',
      422,
      () =>
        sharp({ create: { width: 11_000, height: 11_000, channels: 3, background: 'white' } })
          .png({ compressionLevel: 1 })
          .toBuffer(),
    ],
    ['a page of HTML', 415, () => Buffer.from('<!doctype html>')],
    ['a file over 50 MB', 413, () => Buffer.alloc(51 * 1024 * 1024, 32)],
    ['an empty file', 422, () => Buffer.alloc(0)],
  ])('that is %s is refused (%i), and leaves no file', async (_what, status, make) => {
    const before = kept();
    expect(await evidence(owner, milestone, await make())).toMatchObject({
      status,
      body: { errors: [{ pointer: '/file' }] },
    });
    expect(kept()).toEqual(before);
  });

  test("protected by its owner's password alone opens for everybody and is kept, with its ending", async () => {
    const bytes = await aPdf({ ownerPassword: 'owner', permissions: { copying: false } }, (page) =>
      page.text('restricted'),
    );
    const { status, body } = await evidence(owner, milestone, bytes, `${'付款凭证𠮷'.repeat(40)}.pdf`);
    expect(status).toBe(200);
    const { name = '', id } = body.milestones[0]?.evidence.find((one) => one.name.startsWith('付款凭证')) ?? {};
    expect([[...name].length, name.endsWith('.pdf'), name.isWellFormed()]).toEqual([120, true, true]);
    expect((await investor.get(`/api/milestones/evidence/${id}`)).status).toBe(200);
  });

  test('other requests are answered while a hostile one is read', async () => {
    const objects = 60_000;
    const hostile = bareOf(
      '/MediaBox [0 0 9 9]',
      `[${Array.from({ length: objects }, (_, at) => `${at + 5} 0 R`).join(' ')}]`,
      ...Array.from({ length: objects }, () => '<< /A 1 >>'),
    );
    let reading = true;
    const read = evidence(owner, milestone, hostile).finally(() => (reading = false));
    const goOn = await pauseReading();
    for (let request = 1; request <= 10; request += 1) {
      expect((await api.anonymous.get('/healthz')).status).toBe(200);
      expect((await owner.get('/api/home')).status).toBe(200);
    }
    expect(reading, 'it is still being read').toBe(true);
    goOn();
    expect((await read).status).toBe(200);
  });
});

describe('a scan', () => {
  const form = paperForm();

  test.each([
    ['whose form breaks a rule', { city: 'atlantis' }],
    ['signed in the future', { signedOn: '2999-01-01' }],
    ['that corrects what is not there', { corrects: '00000000-0000-4000-8000-000000000000', reason: '更正金额' }],
  ])('%s leaves no file', async (_what, change) => {
    const before = kept();
    expect(
      (await staff.create('/api/agreements/paper', paperUpload({ ...form, ...change }))).status,
    ).toBeGreaterThanOrEqual(400);
    expect(kept()).toEqual(before);
  });

  test('of a table is kept with its row, and not without it', async () => {
    const before = kept();
    const rows = [
      ['好的一行', 'a.pdf'],
      ['', 'b.pdf'],
      ['截断的扫描件', 'c.pdf'],
    ].map(
      ([title, scan], at) =>
        [
          title,
          '合作协议',
          '内江循环经济研究院',
          `资阳第${at}公司`,
          String(100 + at),
          '12',
          '内江',
          '成果转化',
          form.signedOn,
          scan,
        ] as string[],
    );
    const body = new FormData();
    body.set(
      'table',
      new Blob([new Uint8Array(await writeTable({ headers: PAPER_COLUMNS.map(({ zh }) => zh), rows }, 'csv'))]),
      'papers.csv',
    );
    for (const name of ['a.pdf', 'b.pdf', 'unnamed.pdf'])
      body.append('scan', new Blob([new Uint8Array(aScan())]), name);
    body.append('scan', new Blob([new Uint8Array(aScan().subarray(0, 300))]), 'c.pdf');
    const { body: report } = await staff.send<DeskImportReport>('POST', '/api/agreements/paper/import', body);
    expect(report).toMatchObject({ rows: 3, added: 1 });
    expect(kept()).toHaveLength(before.length + 1);
  });
});

describe('a file of a meeting', () => {
  const send = (client: Client, name: string) =>
    client.send<MeetingFile[]>('POST', `/api/meetings/${meeting.id}/files`, fileForm('file', large, name));

  test('is received from its parties alone', async () => {
    const before = kept();
    expect((await send(attendee, 'plan.pdf')).status).toBe(404);
    expect(kept()).toEqual(before);
    const { body } = await send(owner, `${'很长的名字'.repeat(60)}.docx`);
    expect(body[0]?.name).toMatch(/^.{115}\.docx$/u);
    expect(kept()).toHaveLength(before.length + 1);
  });
});
