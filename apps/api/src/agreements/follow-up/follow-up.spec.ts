import type { Agreement, EditionFigures, FollowUp, Meeting, OverduePage } from '@everexpo/contracts';
import { readTable } from '@everexpo/interchange';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aScan } from '../../testing/papers.ts';
import { aMeeting, anAgreementToSign, sign, someTerms } from '../../testing/scenes.ts';
import { startTestApi, type Client, type TestApi } from '../../testing/test-api.ts';
import { RemindMilestones } from './remind-milestones.ts';

let api: TestApi;
let owner: Client;
let investor: Client;
let meeting: Meeting;
const year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
beforeAll(async () => {
  api = await startTestApi();
  [owner, investor] = (await Promise.all(['owner', 'investor'].map((name) => api.as(name)))) as [Client, Client];
  meeting = await aMeeting(api, investor);
});
afterAll(() => api.close());

const terms = { ...someTerms, amountFen: 100_00, details: { milestones: [{ title: '样机验收', dueOn: inDays(3) }], payments: [{ title: '首付款', dueOn: inDays(-2), amountFen: 40_00 }, { title: '尾款', dueOn: inDays(90), amountFen: 60_00 }] } };
async function registered(): Promise<Agreement> {
  const agreement = await anAgreementToSign(meeting, investor, owner, terms);
  await sign(api, investor, 'investor', agreement);
  return (await sign(api, owner, 'owner', agreement)).body;
}
const followUp = async ({ id }: Agreement) => (await owner.get<FollowUp>(`/api/agreements/${id}/follow-up`)).body;
async function opened(agreement: Agreement): Promise<FollowUp> {
  await expect.poll(async () => (await followUp(agreement)).milestones.length).toBe(3);
  return followUp(agreement);
}

describe('follow-up of a registered agreement', () => {
  test('opens with what was agreed, takes evidence and reports what was realised', async () => {
    const agreement = await registered();
    const { milestones } = await opened(agreement);
    expect(milestones.map(({ kind, title, overdue }) => [kind, title, overdue])).toEqual([['payment', '首付款', true], ['milestone', '样机验收', false], ['payment', '尾款', false]]);
    const [payment] = milestones;
    const body = new FormData();
    body.set('file', await aScan(), '付款凭证.pdf');
    const { body: withEvidence } = await investor.send<FollowUp>('POST', `/api/milestones/${payment?.id}/evidence`, body);
    const evidence = withEvidence.milestones[0]?.evidence[0];
    expect(evidence?.name).toBe('付款凭证.pdf');
    expect(await owner.get(`/api/milestones/evidence/${evidence?.id}`)).toMatchObject({ status: 200 });
    for (const name of ['organizer', 'staff', 'investor2']) expect.soft((await (await api.as(name)).get(`/api/milestones/evidence/${evidence?.id}`)).status, name).toBe(404);
    expect(await investor.send('POST', `/api/milestones/${payment?.id}/reach`, { realisedFen: -1 })).toMatchObject({ status: 422 });
    expect(await investor.send('POST', `/api/milestones/${payment?.id}/reach`, { realisedFen: 40_00 })).toMatchObject({ body: { realisedFen: 40_00, amountFen: 100_00 } });
    expect(await owner.send('POST', `/api/milestones/${payment?.id}/reach`, { realisedFen: 1 })).toMatchObject({ status: 409, body: { code: 'milestone_done' } });
    expect(await owner.create(`/api/agreements/${agreement.id}/milestones`, { title: '中期评估', dueOn: inDays(60) })).toMatchObject({ status: 201 });
  });

  test('reminds the parties before and after a day, each once', async () => {
    const agreement = await registered();
    await opened(agreement);
    const told = () => api.db.query<{ news: string; n: number }[]>(`SELECT news, count(*)::int AS n FROM notice WHERE agreement_id = $1 AND news LIKE 'milestone-%' GROUP BY news ORDER BY news`, [agreement.id]);
    await api.app.get(RemindMilestones).sweep();
    await api.app.get(RemindMilestones).sweep();
    await expect.poll(told, { timeout: 5_000 }).toEqual([{ news: 'milestone-overdue', n: 2 }, { news: 'milestone-soon', n: 2 }]);
  });

  test('goes on under an amendment: what was reached moves along, what was not is agreed anew', async () => {
    const agreement = await registered();
    const [payment] = (await opened(agreement)).milestones;
    await investor.send('POST', `/api/milestones/${payment?.id}/reach`, { realisedFen: 40_00 });
    const { body: draft } = await owner.create<Agreement>(`/api/agreements/${agreement.id}/amendments`);
    await owner.send('POST', `/api/agreements/${draft.id}/submit`, { version: 1 });
    const { body: ready } = await investor.send<Agreement>('POST', `/api/agreements/${draft.id}/approve`, { version: 1 });
    await sign(api, owner, 'owner', ready);
    const { body: amendment } = await sign(api, investor, 'investor', ready);
    const after = await opened(amendment);
    expect(after.realisedFen).toBe(40_00);
    expect(after.milestones.filter(({ title }) => title === '首付款')).toHaveLength(1);
    expect((await followUp(agreement)).milestones).toEqual([]);
  });
});

describe('figures and register', () => {
  test('count each edition and the one before, for those who report', async () => {
    const staff = await api.as('staff');
    const { body } = await staff.get<EditionFigures[]>('/api/register/figures');
    expect(body.map(({ code }) => code)).toEqual([`KC-${year}`, `KC-${year - 1}`]);
    expect(body[1]).toMatchObject({ count: 260, completed: 0, terminated: 0 });
    expect(body[1]?.realisedFen).toBeGreaterThan(0);
    expect(body[1]?.milestonesOverdue).toBeGreaterThan(0);
    const { body: overdue } = await staff.get<OverduePage>('/api/milestones/overdue?limit=5');
    expect(overdue.items).toHaveLength(5);
    const { body: next } = await staff.get<OverduePage>(`/api/milestones/overdue?limit=5&cursor=${overdue.nextCursor}`);
    expect(next.items.some(({ id }) => overdue.items.some((item) => item.id === id))).toBe(false);
    expect(overdue.items.every(({ days }) => days > 0)).toBe(true);
    for (const path of ['/api/register/figures', '/api/milestones/overdue', `/api/register/KC-${year}/export`]) expect((await owner.get(path)).status, path).toBe(403);
  });

  test('export as a workbook with one row a number; what parties hide stays hidden', async () => {
    const staff = await api.as('staff');
    const answer = await fetch(`${api.url}/api/register/KC-${year - 1}/export`, { headers: { cookie: staff.cookie } });
    const table = await readTable(Buffer.from(await answer.arrayBuffer()));
    expect(table.rows).toHaveLength(260);
    const [amount, state] = [table.headers.indexOf('合作金额（万元）'), table.headers.indexOf('履约状态')];
    const hidden = await api.db.query<{ number: string }[]>(`SELECT number FROM agreement WHERE number LIKE 'KC-${year - 1}-%' AND NOT amount_public`);
    const numbers = new Set(hidden.map(({ number }) => number));
    for (const cells of table.rows) {
      expect(numbers.has(cells[1] ?? '') ? cells[amount] === '不公开' : Number(cells[amount]) > 0, cells[1]).toBe(true);
      expect(cells[state]).toBe('已登记');
    }
  });
});
