import type { FreeTimes, Meeting, Notice, NoticePage } from '@everexpo/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  actOn,
  anAgreementToSign,
  anInterest,
  aRegisteredAgreement,
  signAs,
  type Person,
} from '../testing/builders/index.ts';
import { connectSocket } from '../testing/clients/sockets.ts';
import { mediaKeys, startTestApi, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi(mediaKeys);
});
afterAll(() => api.close());

const pageOf = ({ client }: Person) => client.ask<NoticePage>('GET', '/api/notices?limit=50');
const newsOf = async (person: Person) => (await pageOf(person)).items.map(newsIn);
const newsIn = (notice: Notice) => (notice.kind === 'programme-changed' ? notice.kind : notice.news);

describe('a notice ends by itself when its cause is done', () => {
  test('"waits for your signature" with one\u2019s own signature, for the other only with theirs', async () => {
    const { agreement, owner, investor } = await anAgreementToSign(api);
    for (const side of [owner, investor]) await expect.poll(() => newsOf(side)).toContain('to-sign');
    await signAs(api, investor, agreement);
    expect(await newsOf(investor)).not.toContain('to-sign');
    expect(await newsOf(owner)).toContain('to-sign');
    await signAs(api, owner, agreement);
    for (const side of [owner, investor]) {
      expect(await newsOf(side), 'registered').not.toEqual(expect.arrayContaining(['to-sign']));
    }
    await expect.poll(() => newsOf(investor)).toContain('registered');
  });

  test('also what is unread counts only while it lasts', async () => {
    const { agreement, owner, investor } = await anAgreementToSign(api);
    await expect.poll(() => newsOf(owner)).toContain('to-sign');
    const { unread, total } = await pageOf(owner);
    await signAs(api, owner, agreement);
    expect(await pageOf(owner)).toMatchObject({ unread: unread - 1, total: total - 1 });
    expect(await newsOf(investor)).toContain('to-sign');
  });

  test('a question to end an agreement with the answer', async () => {
    const { agreement, owner, investor } = await aRegisteredAgreement(api);
    await actOn(investor, agreement, 'complete', { reason: '约定事项均已完成' });
    await expect.poll(() => newsOf(owner)).toContain('completion-asked');
    const agreed = await actOn(owner, agreement, 'complete', { reason: '同意完成' });
    expect(agreed).toMatchObject({ body: { state: 'completed' } });
    expect(await newsOf(owner)).not.toContain('completion-asked');
  });

  test('a proposal of a meeting with its answer, and a booking with its cancelling', async () => {
    const { interest, owner, investor } = await anInterest(api);
    const request = await investor.client.ask<Meeting>('POST', `/api/interests/${interest.id}/meeting-requests`, {});
    await expect.poll(() => newsOf(owner)).toEqual(['requested']);
    const path = `/api/meetings/${request.id}`;
    const [startsAt] = (await owner.client.ask<FreeTimes>('GET', `${path}/free-times`)).times;
    await owner.client.ask('POST', `${path}/accept`, { revision: 0, startsAt });
    expect(await newsOf(owner)).not.toContain('requested');
    await expect.poll(() => newsOf(investor)).toContain('accepted');
    await owner.client.ask('POST', `${path}/cancel`, { reason: '临时有事' });
    await expect.poll(() => newsOf(investor)).toContain('cancelled');
    expect(await newsOf(investor)).not.toContain('accepted');
  });
});

test('what a version changed ends with the last session that it concerns', async () => {
  const { owner } = await anInterest(api);
  const [version] = await api.asOwner<{ id: string }>(
    `INSERT INTO programme_version (edition_id, number, state, note, published_at, created_by)
     SELECT id, 900, 'published', '', now(), $1 FROM edition LIMIT 1 RETURNING id`,
    [owner.id],
  );
  const place = (endsAt: string) => ({ roomId: owner.id, roomZh: '厅', roomEn: 'Hall', startsAt: endsAt, endsAt });
  const changed = (endsAt: string) => [
    {
      sessionId: owner.id,
      code: 'S001',
      titleZh: '专场',
      titleEn: 'Session',
      change: 'moved',
      before: place('2020-01-01T00:00:00.000Z'),
      after: place(endsAt),
    },
  ];
  const isTold = async (endsAt: string) => {
    await api.asOwner(
      `INSERT INTO notice (person_id, version_id, changes) VALUES ($1, $2, $3)
       ON CONFLICT (person_id, version_id) DO UPDATE SET changes = excluded.changes`,
      [owner.id, version?.id, JSON.stringify(changed(endsAt))],
    );
    return (await newsOf(owner)).includes('programme-changed');
  };
  expect(await isTold('2999-01-01T00:00:00.000Z')).toBe(true);
  expect(await isTold('2020-01-02T00:00:00.000Z')).toBe(false);
});

describe('a person reads and dismisses their own notices', () => {
  test('one by one or all at once; what is dismissed is shown on none of their pages', async () => {
    const { agreement, owner } = await anAgreementToSign(api);
    await expect.poll(() => newsOf(owner)).toContain('to-sign');
    const { items, unread } = await pageOf(owner);
    const notice = items.find((one) => one.kind === 'agreement' && one.agreementId === agreement.id);
    const act = (what: 'read' | 'dismiss') => owner.client.ask('POST', `/api/notices/${notice?.id}/${what}`);
    const socket = await connectSocket(api, owner.client.cookie);
    const changes: number[] = [];
    socket.on('notices:changed', (change: { unread: number }) => changes.push(change.unread));
    await act('read');
    expect(await pageOf(owner)).toMatchObject({ unread: unread - 1, total: items.length });
    await act('dismiss');
    await act('dismiss');
    expect((await pageOf(owner)).items.map(({ id }) => id)).not.toContain(notice?.id);
    await owner.client.ask('POST', '/api/notices/read');
    expect((await pageOf(owner)).unread).toBe(0);
    await expect.poll(() => changes).toEqual([unread - 1, unread - 1, unread - 1, 0]);
  });

  test('and nobody else’s', async () => {
    const { owner, investor } = await anAgreementToSign(api);
    await expect.poll(() => newsOf(owner)).toContain('to-sign');
    const before = await pageOf(owner);
    for (const what of ['read', 'dismiss']) {
      const answer = await investor.client.send('POST', `/api/notices/${before.items[0]?.id}/${what}`);
      expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
    expect(await pageOf(owner)).toEqual(before);
  });
});
