import type { Agreement, AgreementHistory, Meeting, NoticePage } from '@everexpo/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aMeeting, anAgreementToSign, sign, someTerms } from '../../testing/scenes.ts';
import { startTestApi, type Client, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
let owner: Client;
let investor: Client;
let meeting: Meeting;
beforeAll(async () => {
  api = await startTestApi();
  [owner, investor] = (await Promise.all(['owner', 'investor'].map((name) => api.as(name)))) as [Client, Client];
  meeting = await aMeeting(api, investor);
});
afterAll(() => api.close());

const draft = (terms: object = {}) => investor.create<Agreement>(`/api/meetings/${meeting.id}/agreements`, { ...someTerms, ...terms });
const act = (client: Client, { id, version }: Pick<Agreement, 'id' | 'version'>, action: string, more: object = {}) => client.send<Agreement>('POST', `/api/agreements/${id}/${action}`, { version, ...more });

describe('a draft', () => {
  test.each([
    ['a negative amount', { amountFen: -1 }, '/amountFen'],
    ['more than 10^12 CNY', { amountFen: 100_000_000_000_001 }, '/amountFen'],
    ['a fraction of a fen', { amountFen: 0.5 }, '/amountFen'],
    ['an amount that is no number', { amountFen: null }, '/amountFen'],
    ['an unknown kind', { kind: 'marriage' }, '/kind'],
    ['no term', { termMonths: 0 }, '/termMonths'],
    ['payments that do not make up the amount', { details: { payments: [{ title: '首付款', dueOn: '2027-01-01', amountFen: 1 }] } }, '/details/payments'],
    ['exclusivity without a licence', { details: { exclusivity: 'sole' } }, '/details/exclusivity'],
    ['a day that is none', { details: { milestones: [{ title: '样机', dueOn: '2027-02-30' }] } }, '/details/milestones/0/dueOn'],
  ])('refuses %s', async (_name, change, pointer) => {
    expect(await draft(change)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  });

  test('is seen by the two parties and nobody else', async () => {
    const { body } = await draft();
    expect(await owner.get(`/api/agreements/${body.id}`)).toMatchObject({ status: 200 });
    for (const name of ['organizer', 'staff', 'admin', 'investor2']) {
      const other = await api.as(name);
      for (const path of ['', '/document', '/history', '/follow-up']) expect.soft((await other.get(`/api/agreements/${body.id}${path}`)).status, `${name} ${path}`).toBe(404);
      expect.soft((await other.send('PUT', `/api/agreements/${body.id}`, { ...someTerms, version: 1 })).status, name).toBe(404);
      for (const action of ['submit', 'approve']) expect.soft((await act(other, body, action)).status, `${name} ${action}`).toBe(404);
    }
  });

  test('is not overwritten from a version out of date', async () => {
    const { body } = await draft();
    const edits = await Promise.all([owner, investor].map((client) => client.send('PUT', `/api/agreements/${body.id}`, { ...someTerms, version: 1 })));
    expect(edits.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('keeps every version with who made it', async () => {
    const { body } = await draft();
    await owner.send('PUT', `/api/agreements/${body.id}`, { ...someTerms, amountFen: 99_00, version: 1 });
    const { body: history } = await investor.get<AgreementHistory>(`/api/agreements/${body.id}/history`);
    expect(history.versions.map(({ version, terms }) => [version, terms.amountFen])).toEqual([[1, someTerms.amountFen], [2, 9_900]]);
    expect(history.versions[1]?.by).not.toBe(history.versions[0]?.by);
    expect(history.steps.map(({ action, from, to }) => [action, from, to])).toEqual([['draft', null, 'draft'], ['revise', 'draft', 'draft']]);
  });
});

describe('review', () => {
  test('makes the document when every party has approved this version', async () => {
    const { body } = await draft();
    expect(await act(owner, body, 'approve')).toMatchObject({ status: 409, body: { code: 'agreement_state' } });
    const { body: submitted } = await act(investor, body, 'submit');
    expect(submitted).toMatchObject({ state: 'review', documentSha256: null });
    expect(submitted.parties.map(({ approved }) => approved)).toEqual([false, true]);
    expect(await act(investor, body, 'approve')).toMatchObject({ status: 200, body: { state: 'review' } });
    expect(await act(owner, body, 'approve')).toMatchObject({ status: 200, body: { state: 'ready', documentSha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string } });
  });

  test('falls with a change: what was approved is no longer what stands there', async () => {
    const ready = await anAgreementToSign(meeting, investor, owner);
    const { body: revised } = await owner.send<Agreement>('PUT', `/api/agreements/${ready.id}`, { ...someTerms, title: '改过的标题', version: ready.version });
    expect(revised).toMatchObject({ state: 'draft', version: ready.version + 1, documentSha256: null });
    expect(revised.parties.some(({ approved }) => approved)).toBe(false);
    expect(await sign(api, investor, 'investor', ready)).toMatchObject({ status: 409, body: { code: 'agreement_state' } });
  });

  test('tells the other side, once', async () => {
    const { body } = await draft({ title: '提请审阅的协议' });
    await act(investor, body, 'submit');
    await expect
      .poll(async () => (await owner.get<NoticePage>('/api/notices?limit=50')).body.items.filter((notice) => notice.kind === 'agreement' && notice.title === '提请审阅的协议').map((notice) => (notice.kind === 'agreement' ? notice.news : '')))
      .toEqual(['to-review', 'changed']);
  });

  test('can be ended by withdrawing, with a reason', async () => {
    const { body } = await draft();
    expect(await act(owner, body, 'withdraw')).toMatchObject({ status: 422, body: { errors: [{ pointer: '/reason' }] } });
    expect(await act(owner, body, 'withdraw', { reason: '合作方向有变' })).toMatchObject({ body: { state: 'withdrawn' } });
    expect(await act(investor, body, 'submit')).toMatchObject({ status: 409, body: { code: 'agreement_state' } });
    const { body: history } = await owner.get<AgreementHistory>(`/api/agreements/${body.id}/history`);
    expect(history.steps.at(-1)).toMatchObject({ action: 'withdraw', to: 'withdrawn', reason: '合作方向有变' });
  });
});

describe('parties', () => {
  test('a third one joins, approves and signs; without it nothing is registered', async () => {
    const third = await api.as('investor2');
    const { body: first } = await draft();
    expect(await act(investor, first, 'parties', { email: 'nobody@everexpo.example' })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/email', rule: 'known_person' }] } });
    expect(await act(investor, first, 'parties', { email: 'owner@everexpo.example' })).toMatchObject({ status: 422, body: { errors: [{ rule: 'once' }] } });
    const { body: three } = await act(investor, first, 'parties', { email: 'investor2@everexpo.example' });
    expect(three).toMatchObject({ version: 2, state: 'draft' });
    expect(three.parties).toHaveLength(3);
    expect(await third.get('/api/agreements')).toMatchObject({ body: { items: expect.arrayContaining([expect.objectContaining({ id: first.id })]) as unknown[] } });
    expect((await third.get(`/api/meetings/${meeting.id}`)).status, 'the meeting stays private').toBe(404);
    await act(third, three, 'submit');
    await act(owner, three, 'approve');
    const { body: ready } = await act(investor, three, 'approve');
    expect(ready.state).toBe('ready');
    expect(await sign(api, investor, 'investor', ready)).toMatchObject({ body: { state: 'partly_signed' } });
    expect(await sign(api, owner, 'owner', ready)).toMatchObject({ body: { state: 'partly_signed' } });
    expect(await sign(api, third, 'investor2', ready)).toMatchObject({ body: { state: 'registered' } });
  });

  test('may be taken off again, but not the two that met', async () => {
    const { body: first } = await draft();
    const { body: three } = await act(owner, first, 'parties', { email: 'investor2@everexpo.example' });
    expect(await owner.send('DELETE', `/api/agreements/${first.id}/parties/2?version=${three.version}`)).toMatchObject({ status: 409, body: { code: 'parties_of_meeting' } });
    expect(await owner.send('DELETE', `/api/agreements/${first.id}/parties/3?version=${three.version}`)).toMatchObject({ status: 200, body: { version: 3 } });
  });

  test('sign for their own organisation alone', async () => {
    const { body } = await draft();
    expect(await investor.send('PUT', `/api/agreements/${body.id}/parties/mine`, { version: 1, email: 'organizer@everexpo.example' })).toMatchObject({ status: 403 });
    const [colleague] = await api.db.query<{ email: string; id: string }[]>(`SELECT p.email, p.id FROM person p JOIN person i ON i.organisation_id = p.organisation_id WHERE i.email = 'investor@everexpo.example' AND p.id <> i.id LIMIT 1`);
    if (!colleague) throw new Error('the demo investor has no colleague');
    const { body: delegated } = await investor.send<Agreement>('PUT', `/api/agreements/${body.id}/parties/mine`, { version: 1, email: colleague.email });
    expect(delegated.parties.map(({ personId }) => personId)).toContain(colleague.id);
    expect((await investor.get(`/api/agreements/${body.id}`)).status, 'whoever handed it on').toBe(404);
  });
});

test('the database itself refuses a move that the state machine does not know', async () => {
  const { body } = await draft();
  await expect(api.db.query(`UPDATE agreement SET state = 'registered', number = 'KC-2000-0001', registered_at = now(), document_sha256 = repeat('a', 64) WHERE id = $1`, [body.id])).rejects.toThrow('cannot go from draft to registered');
  await expect(api.db.query(`UPDATE agreement_step SET reason = 'x' WHERE agreement_id = $1`, [body.id])).rejects.toThrow('permission denied');
  await expect(api.asOwner(`UPDATE agreement_step SET reason = 'x' WHERE agreement_id = $1`, [body.id])).rejects.toThrow('append-only');
});
