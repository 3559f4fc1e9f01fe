import type { Agreement } from '@everexpo/contracts';
import { verifyChain } from '@everexpo/ledger';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wholeLedger } from '../../../../../tests/soak/races/register-at-once.ts';
import {
  actOn,
  aRegisteredAgreement,
  signAs,
  someTerms,
  trySigning,
  type AgreementFixture,
  type Person,
} from '../../testing/builders/index.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const amend = (by: Person, { id }: Agreement) => by.client.create<Agreement>(`/api/agreements/${id}/amendments`);

/** Both approve a draft of the owner's, so that both may sign it. */
async function approved({ owner, investor }: AgreementFixture, draft: Agreement): Promise<Agreement> {
  await actOn(owner, draft, 'submit');
  return (await actOn(investor, draft, 'approve')).body;
}

describe('an amendment', () => {
  test('takes the place of what it amends when all have signed it, with an entry that refers to it', async () => {
    const fixture = await aRegisteredAgreement(api);
    const { agreement: original, owner, investor, edition } = fixture;
    const { body: draft } = await amend(owner, original);
    expect(draft).toMatchObject({ state: 'draft', replaces: original.number, amountFen: original.amountFen });
    const change = { ...someTerms, amountFen: 200_000_000, version: draft.version };
    const revised = await owner.client.ask<Agreement>('PUT', `/api/agreements/${draft.id}`, change);
    const ready = await approved(fixture, revised);
    await signAs(api, owner, ready);
    const { number } = await signAs(api, investor, ready);
    const lines = await wholeLedger(api, edition.code);
    expect(lines.at(-1)).toMatchObject({ v: 2, event: 'amended', number, refers: original.number });
    const replaced = { body: { state: 'amended', replacedBy: number } };
    expect(await owner.client.get(`/api/agreements/${original.id}`)).toMatchObject(replaced);
    expect(await api.anonymous.get(`/api/verify/${original.number}`)).toMatchObject(replaced);
    expect(await amend(owner, original)).toMatchObject({ status: 409 });
    expect(await verifyChain(lines)).toMatchObject({ holds: true, entries: 2 });
  });

  test('drafted twice at once takes its place once; the other is refused', async () => {
    const fixture = await aRegisteredAgreement(api);
    const { agreement: original, owner, investor } = fixture;
    const drafts = await Promise.all([owner, investor].map((by) => amend(by, original)));
    const readies = [];
    for (const { body } of drafts) readies.push(await approved(fixture, body));
    for (const ready of readies) await signAs(api, owner, ready);
    const [first, second] = readies as [Agreement, Agreement];
    expect(await trySigning(api, investor, first)).toMatchObject({ status: 200, body: { state: 'registered' } });
    const late = await trySigning(api, investor, second);
    expect(late).toMatchObject({ status: 409, body: { code: 'replaced_state' } });
  });
});

describe('an ending', () => {
  test('by termination needs every party, writes an entry under the same number and is final', async () => {
    const fixture = await aRegisteredAgreement(api);
    const { agreement, owner, investor, edition } = fixture;
    const asked = await actOn(owner, agreement, 'terminate', { reason: '项目方向调整' });
    expect(asked).toMatchObject({
      body: { state: 'registered', asked: { action: 'terminate', reason: '项目方向调整' } },
    });
    const again = await actOn(owner, agreement, 'terminate', { reason: '再催一次' });
    expect(again).toMatchObject({ body: { state: 'registered' } });
    const other = await actOn(investor, agreement, 'complete', { reason: '已经完成' });
    expect(other).toMatchObject({ status: 409, body: { code: 'other_ending' } });
    const agreed = await actOn(investor, agreement, 'terminate', { reason: '同意终止' });
    expect(agreed).toMatchObject({ body: { state: 'terminated' } });
    const late = await actOn(owner, agreement, 'complete', { reason: '已经完成' });
    expect(late).toMatchObject({ status: 409, body: { code: 'agreement_state' } });
    const next = await aRegisteredAgreement(api, { fixture });
    const lines = await wholeLedger(api, edition.code);
    expect(lines.map(({ event, number }) => [event, number])).toEqual([
      ['registered', `${edition.code}-0001`],
      ['terminated', `${edition.code}-0001`],
      ['registered', `${edition.code}-0002`],
    ]);
    expect(next.agreement.number).toBe(`${edition.code}-0002`);
    expect(await verifyChain(lines)).toMatchObject({ holds: true });
  });

  test('that was asked for can be refused', async () => {
    const { agreement, owner, investor } = await aRegisteredAgreement(api);
    await actOn(owner, agreement, 'terminate', { reason: '项目方向调整' });
    const refused = await investor.client.create(`/api/agreements/${agreement.id}/refuse-ending`);
    expect(refused).toMatchObject({ body: { state: 'registered', asked: null } });
    const asked = await actOn(investor, agreement, 'complete', { reason: '约定事项均已完成' });
    expect(asked).toMatchObject({ body: { asked: { action: 'complete' } } });
    const agreed = await actOn(owner, agreement, 'complete', { reason: '同意完成' });
    expect(agreed).toMatchObject({ body: { state: 'completed' } });
  });
});
