import type { Agreement, AgreementHistory, NoticePage } from '@everexpo/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  aColleague,
  actOn,
  aDraftAgreement,
  aMeeting,
  anAgreementToSign,
  aPerson,
  someTerms,
  trySigning,
  type Person,
} from '../../testing/builders/index.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const historyOf = (reader: Person, { id }: Agreement) =>
  reader.client.ask<AgreementHistory>('GET', `/api/agreements/${id}/history`);
const revise = (by: Person, { id, version }: Agreement, change: object = {}) =>
  by.client.send<Agreement>('PUT', `/api/agreements/${id}`, { ...someTerms, version, ...change });

describe('a draft', () => {
  const payment = { title: '首付款', dueOn: '2027-01-01', amountFen: 1 };
  test.each([
    ['a negative amount', { amountFen: -1 }, '/amountFen'],
    ['more than 10^12 CNY', { amountFen: 100_000_000_000_001 }, '/amountFen'],
    ['a fraction of a fen', { amountFen: 0.5 }, '/amountFen'],
    ['an amount that is no number', { amountFen: null }, '/amountFen'],
    ['an unknown kind', { kind: 'marriage' }, '/kind'],
    ['no term', { termMonths: 0 }, '/termMonths'],
    ['payments that do not make up the amount', { details: { payments: [payment] } }, '/details/payments'],
    ['exclusivity without a licence', { details: { exclusivity: 'sole' } }, '/details/exclusivity'],
    [
      'a day that is none',
      { details: { milestones: [{ title: '样机', dueOn: '2027-02-30' }] } },
      '/details/milestones/0/dueOn',
    ],
  ])('with %s is refused, and nothing is written', async (_name, change, pointer) => {
    const { meeting, investor } = await aMeeting(api);
    const path = `/api/meetings/${meeting.id}/agreements`;
    const answer = await investor.client.create(path, { ...someTerms, ...change });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
    expect(await investor.client.get(path)).toMatchObject({ status: 200, body: [] });
  });

  test.each(['organizer', 'staff', 'admin', 'investor'] as const)('is not there for %s of others', async (role) => {
    const { agreement, owner } = await aDraftAgreement(api);
    expect(await owner.client.get(`/api/agreements/${agreement.id}`)).toMatchObject({ status: 200 });
    const other = await aPerson(api, { roles: [role] });
    const answers = await Promise.all([
      ...['', '/document', '/history', '/follow-up'].map((path) =>
        other.client.get(`/api/agreements/${agreement.id}${path}`),
      ),
      revise(other, agreement),
      actOn(other, agreement, 'submit'),
      actOn(other, agreement, 'approve'),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(Array(7).fill(404));
  });

  test('is not overwritten from a version out of date', async () => {
    const { agreement, owner, investor } = await aDraftAgreement(api);
    const edits = await Promise.all([owner, investor].map((by) => revise(by, agreement)));
    expect(edits.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('keeps every version with who made it', async () => {
    const { agreement, owner, investor } = await aDraftAgreement(api);
    await revise(owner, agreement, { amountFen: 9_900 });
    const { versions, steps } = await historyOf(investor, agreement);
    expect(versions.map(({ version, terms, by }) => [version, terms.amountFen, by])).toEqual([
      [1, someTerms.amountFen, investor.name],
      [2, 9_900, owner.name],
    ]);
    expect(steps.map(({ action, from, to }) => [action, from, to])).toEqual([
      ['draft', null, 'draft'],
      ['revise', 'draft', 'draft'],
    ]);
  });
});

describe('review', () => {
  test('makes the document when every party has approved this version', async () => {
    const { agreement, owner, investor } = await aDraftAgreement(api);
    const early = await actOn(owner, agreement, 'approve');
    expect(early).toMatchObject({ status: 409, body: { code: 'agreement_state' } });
    const { body: submitted } = await actOn(investor, agreement, 'submit');
    expect(submitted).toMatchObject({ state: 'review', documentSha256: null });
    expect(submitted.parties.map(({ approved }) => approved)).toEqual([false, true]);
    const again = await actOn(investor, agreement, 'approve');
    expect(again).toMatchObject({ status: 200, body: { state: 'review' } });
    const last = await actOn(owner, agreement, 'approve');
    expect(last).toMatchObject({ status: 200, body: { state: 'ready' } });
    expect(last.body.documentSha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test('falls with a change: what was approved is no longer what stands there', async () => {
    const { agreement, owner, investor } = await anAgreementToSign(api);
    const { body: revised } = await revise(owner, agreement, { title: '改过的标题' });
    expect(revised).toMatchObject({ state: 'draft', version: agreement.version + 1, documentSha256: null });
    expect(revised.parties.map(({ approved }) => approved)).toEqual([false, false]);
    const late = await trySigning(api, investor, agreement);
    expect(late).toMatchObject({ status: 409, body: { code: 'agreement_state' } });
  });

  test('is announced to the other side, once', async () => {
    const { agreement, owner, investor } = await aDraftAgreement(api);
    await actOn(investor, agreement, 'submit');
    const news = async () => {
      const { items } = await owner.client.ask<NoticePage>('GET', '/api/notices?limit=50');
      return items.flatMap((notice) => (notice.kind === 'agreement' ? [notice.news] : []));
    };
    await expect.poll(news).toEqual(['to-review', 'changed']);
  });

  test('can be ended by withdrawing, with a reason', async () => {
    const { agreement, owner, investor } = await aDraftAgreement(api);
    const unexplained = await actOn(owner, agreement, 'withdraw');
    expect(unexplained).toMatchObject({ status: 422, body: { errors: [{ pointer: '/reason' }] } });
    const withdrawn = await actOn(owner, agreement, 'withdraw', { reason: '合作方向有变' });
    expect(withdrawn).toMatchObject({ body: { state: 'withdrawn' } });
    const late = await actOn(investor, agreement, 'submit');
    expect(late).toMatchObject({ status: 409, body: { code: 'agreement_state' } });
    const { steps } = await historyOf(owner, agreement);
    expect(steps.at(-1)).toMatchObject({ action: 'withdraw', to: 'withdrawn', reason: '合作方向有变' });
  });
});

describe('parties', () => {
  const invite = (by: Person, agreement: Agreement, email: string) => actOn(by, agreement, 'parties', { email });

  test('are known people, each once', async () => {
    const { agreement, owner, investor } = await aDraftAgreement(api);
    const unknown = await invite(investor, agreement, 'nobody@test.example');
    expect(unknown).toMatchObject({ status: 422, body: { errors: [{ pointer: '/email', rule: 'known_person' }] } });
    const twice = await invite(investor, agreement, owner.email);
    expect(twice).toMatchObject({ status: 422, body: { errors: [{ pointer: '/email', rule: 'once' }] } });
  });

  test('a third one joins, approves and signs; without it nothing is registered', async () => {
    const { agreement, meeting, owner, investor } = await aDraftAgreement(api);
    const third = await aPerson(api, { roles: ['investor'], authenticator: true });
    const { body: three } = await invite(investor, agreement, third.email);
    expect(three).toMatchObject({ version: 2, state: 'draft' });
    expect(three.parties).toHaveLength(3);
    const { items } = await third.client.ask<{ items: Agreement[] }>('GET', '/api/agreements');
    expect(items.map(({ id }) => id)).toEqual([agreement.id]);
    expect((await third.client.get(`/api/meetings/${meeting.id}`)).status, 'the meeting stays private').toBe(404);
    await actOn(third, three, 'submit');
    await actOn(owner, three, 'approve');
    const { body: ready } = await actOn(investor, three, 'approve');
    expect(ready.state).toBe('ready');
    expect(await trySigning(api, investor, ready)).toMatchObject({ body: { state: 'partly_signed' } });
    expect(await trySigning(api, owner, ready)).toMatchObject({ body: { state: 'partly_signed' } });
    expect(await trySigning(api, third, ready)).toMatchObject({ body: { state: 'registered' } });
  });

  test('may be taken off again, but not the two that met', async () => {
    const { agreement, owner, investor } = await aDraftAgreement(api);
    const third = await aPerson(api, { roles: ['investor'] });
    const { body: three } = await invite(owner, agreement, third.email);
    const takeOff = (position: number) =>
      owner.client.send('DELETE', `/api/agreements/${agreement.id}/parties/${position}?version=${three.version}`);
    for (const position of [1, 2]) {
      expect(await takeOff(position)).toMatchObject({ status: 409, body: { code: 'parties_of_meeting' } });
    }
    expect(await takeOff(3)).toMatchObject({ status: 200, body: { version: 3 } });
    const { parties } = await investor.client.ask<Agreement>('GET', `/api/agreements/${agreement.id}`);
    expect(parties.map(({ personId }) => personId)).toEqual([owner.id, investor.id]);
  });

  test('sign for their own organisation alone', async () => {
    const { agreement, investor } = await aDraftAgreement(api);
    const path = `/api/agreements/${agreement.id}/parties/mine`;
    const stranger = await aPerson(api, { roles: ['organizer'] });
    const refused = await investor.client.send('PUT', path, { version: 1, email: stranger.email });
    expect(refused).toMatchObject({ status: 403 });
    const colleague = await aColleague(api, investor);
    const delegated = await investor.client.ask<Agreement>('PUT', path, { version: 1, email: colleague.email });
    expect(delegated.parties.map(({ personId }) => personId)).toContain(colleague.id);
    const left = await investor.client.get(`/api/agreements/${agreement.id}`);
    expect(left.status, 'whoever handed it on').toBe(404);
  });
});

test('the database itself refuses a move that the state machine does not know', async () => {
  const { agreement } = await aDraftAgreement(api);
  const leap = `UPDATE agreement SET state = 'registered', number = 'KC-2000-0001', registered_at = now(),
                       document_sha256 = repeat('a', 64) WHERE id = $1`;
  await expect(api.db.query(leap, [agreement.id])).rejects.toThrow('cannot go from draft to registered');
  const rewrite = `UPDATE agreement_step SET reason = 'x' WHERE agreement_id = $1`;
  await expect(api.db.query(rewrite, [agreement.id])).rejects.toThrow('permission denied');
  await expect(api.asOwner(rewrite, [agreement.id])).rejects.toThrow('append-only');
});
