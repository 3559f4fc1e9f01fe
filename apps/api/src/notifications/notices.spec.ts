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
