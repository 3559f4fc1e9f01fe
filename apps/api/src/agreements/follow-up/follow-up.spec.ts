import type { Agreement, EditionFigures, FollowUp, OverduePage } from '@everexpo/contracts';
import { readCells, readTable } from '@everexpo/interchange/tables';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  actOn,
  aPerson,
  aRegisteredAgreement,
  aScan,
  signAs,
  type AgreementFixture,
  type Person,
} from '../../testing/builders/index.ts';
import { everythingDelivered } from '../../testing/everything-delivered.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';
import { RemindMilestones } from './remind-milestones.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const terms = {
  amountFen: 100_00,
  details: {
    milestones: [{ title: '样机验收', dueOn: inDays(3) }],
    payments: [
      { title: '首付款', dueOn: inDays(-2), amountFen: 40_00 },
      { title: '尾款', dueOn: inDays(90), amountFen: 60_00 },
    ],
  },
};

const followUp = (reader: Person, { id }: Agreement) =>
  reader.client.ask<FollowUp>('GET', `/api/agreements/${id}/follow-up`);

/** A registered agreement whose follow-up is open: an overdue payment, a milestone, a later payment. */
async function aFollowUp(): Promise<AgreementFixture & { payment: FollowUp['milestones'][number] }> {
  const fixture = await aRegisteredAgreement(api, { terms });
  await everythingDelivered(api);
  const { milestones } = await followUp(fixture.owner, fixture.agreement);
  return { ...fixture, payment: milestones[0] as FollowUp['milestones'][number] };
}

describe('follow-up of a registered agreement', () => {
  test('opens with what was agreed', async () => {
    const { agreement, owner } = await aFollowUp();
    const { milestones } = await followUp(owner, agreement);
    expect(milestones.map(({ kind, title, overdue }) => [kind, title, overdue])).toEqual([
      ['payment', '首付款', true],
      ['milestone', '样机验收', false],
      ['payment', '尾款', false],
    ]);
  });

  test('takes evidence, which the parties alone may read', async () => {
    const { payment, owner, investor } = await aFollowUp();
    const body = new FormData();
    const scan = aScan();
    body.set('file', new Blob([new Uint8Array(scan)], { type: 'application/pdf' }), '付款凭证.pdf');
    const after = await investor.client.ask<FollowUp>('POST', `/api/milestones/${payment.id}/evidence`, body);
    const evidence = after.milestones[0]?.evidence ?? [];
    expect(evidence.map(({ name, bytes }) => [name, bytes])).toEqual([['付款凭证.pdf', scan.length]]);
    const path = `/api/milestones/evidence/${evidence[0]?.id}`;
    expect(await owner.client.get(path)).toMatchObject({ status: 200 });
    for (const role of ['organizer', 'staff', 'investor'] as const) {
      const other = await aPerson(api, { roles: [role] });
      expect((await other.client.get(path)).status, role).toBe(404);
    }
  });

  test('takes as many milestones as are shown and no more, also at once', async () => {
    const { agreement, owner, investor } = await aFollowUp();
    const parties = [owner, investor] as const;
    const path = `/api/agreements/${agreement.id}/milestones`;
    const one = { title: '又一个节点', dueOn: inDays(30) };
    const answers = await Promise.all(
      Array.from(
        { length: 105 },
        async (_, index) =>
          (await (parties[index % 2] as Person).client.create(path, one)) as { status: number; body: unknown },
      ),
    );
    const { milestones } = await followUp(owner, agreement);
    expect(milestones).toHaveLength(100);
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused).toHaveLength(8);
    expect(refused[0]).toMatchObject({ status: 409, body: { code: 'too_many_milestones', max: 100 } });
  });

  test('reports what was realised, once, and takes further milestones', async () => {
    const { agreement, payment, owner, investor } = await aFollowUp();
    const reach = (by: Person, realisedFen: number) =>
      by.client.send('POST', `/api/milestones/${payment.id}/reach`, { realisedFen });
    expect(await reach(investor, -1)).toMatchObject({ status: 422 });
    expect(await reach(investor, 40_00)).toMatchObject({ body: { realisedFen: 40_00, amountFen: 100_00 } });
    expect(await reach(owner, 1)).toMatchObject({ status: 409, body: { code: 'milestone_done' } });
    const further = { title: '中期评估', dueOn: inDays(60) };
    const added = await owner.client.create(`/api/agreements/${agreement.id}/milestones`, further);
    expect(added).toMatchObject({ status: 201 });
  });

  test('reminds the parties before and after a day, each once', async () => {
    const { agreement, owner, investor } = await aFollowUp();
    await api.app.get(RemindMilestones).sweep();
    await api.app.get(RemindMilestones).sweep();
    await everythingDelivered(api);
    const reminders = await api.db.query<{ news: string; people: string[] }[]>(
      `SELECT news, array_agg(person_id ORDER BY person_id) AS people FROM notice
        WHERE agreement_id = $1 AND news LIKE 'milestone-%' GROUP BY news ORDER BY news`,
      [agreement.id],
    );
    const people = [owner.id, investor.id].sort();
    expect(reminders).toEqual([
      { news: 'milestone-overdue', people },
      { news: 'milestone-soon', people },
    ]);
  });

  test('goes on under an amendment: what was reached moves along, what was not is agreed anew', async () => {
    const { agreement, payment, owner, investor } = await aFollowUp();
    await investor.client.ask('POST', `/api/milestones/${payment.id}/reach`, { realisedFen: 40_00 });
    const draft = await owner.client.ask<Agreement>('POST', `/api/agreements/${agreement.id}/amendments`);
    await actOn(owner, draft, 'submit');
    const { body: ready } = await actOn(investor, draft, 'approve');
    await signAs(api, owner, ready);
    const amendment = await signAs(api, investor, ready);
    await everythingDelivered(api);
    const after = await followUp(owner, amendment);
    expect(after.realisedFen).toBe(40_00);
    expect(after.milestones.map(({ title }) => title)).toEqual(['首付款', '样机验收', '尾款']);
    expect((await followUp(owner, agreement)).milestones).toEqual([]);
  });
});

describe('figures and register', () => {
  /** The demo's edition of the year before, with its 260 agreements. */
  async function before(): Promise<string> {
    const [edition] = await api.asOwner<{ code: string }>(
      `SELECT e.code FROM edition e WHERE e.demo AND EXISTS (SELECT 1 FROM ledger_entry l WHERE l.edition_id = e.id)`,
    );
    return edition?.code ?? '';
  }

  test('count each edition by itself, the latest first', async () => {
    const { edition, payment, investor } = await aFollowUp();
    await investor.client.ask('POST', `/api/milestones/${payment.id}/reach`, { realisedFen: 40_00 });
    const { client } = await aPerson(api, { roles: ['staff'] });
    const figures = await client.ask<EditionFigures[]>('GET', '/api/register/figures');
    const earlier = await before();
    const both = figures.filter(({ code }) => code === edition.code || code === earlier);
    expect(both.map(({ code }) => code)).toEqual([edition.code, earlier]);
    expect(both[0]).toMatchObject({
      count: 1,
      amountFen: 100_00,
      realisedFen: 40_00,
      completed: 0,
      terminated: 0,
      milestonesDue: 3,
      milestonesDone: 1,
      milestonesOverdue: 0,
    });
    expect(both[1]).toMatchObject({ count: 260, completed: 0, terminated: 0 });
    expect(both[1]?.realisedFen).toBeGreaterThan(0);
    expect(both[1]?.milestonesOverdue).toBeGreaterThan(0);
  });

  test('name what is overdue, page by page', async () => {
    const { client } = await aPerson(api, { roles: ['staff'] });
    const first = await client.ask<OverduePage>('GET', '/api/milestones/overdue?limit=5');
    const next = await client.ask<OverduePage>('GET', `/api/milestones/overdue?limit=5&cursor=${first.nextCursor}`);
    const items = [...first.items, ...next.items];
    expect(new Set(items.map(({ id }) => id)).size).toBe(10);
    expect(Math.min(...items.map(({ days }) => days))).toBeGreaterThan(0);
  });

  test('are for those who report', async () => {
    const { client } = await aPerson(api, { roles: ['owner'] });
    const paths = ['/api/register/figures', '/api/milestones/overdue', `/api/register/${await before()}/export`];
    for (const path of paths) expect((await client.get(path)).status, path).toBe(403);
  });

  test('export as a workbook with one row a number; what parties hide stays hidden', async () => {
    const code = await before();
    const { cookie } = await aPerson(api, { roles: ['staff'] });
    const answer = await fetch(`${api.url}/api/register/${code}/export`, { headers: { cookie } });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const { headers, rows } = await readTable(bytes);
    const [number, amount, state] = ['登记编号', '合作金额（万元）', '履约状态'].map((name) =>
      headers.indexOf(name),
    ) as [number, number, number];
    const expected = await api.asOwner<{ number: string; amount: string }>(
      `SELECT number, CASE WHEN amount_public THEN trim_scale(amount_fen / 1000000.0)::text ELSE '不公开' END AS amount
         FROM agreement WHERE number LIKE $1 ORDER BY number`,
      [`${code}-%`],
    );
    expect(expected).toHaveLength(260);
    const written = rows.map((cells) => ({ number: cells[number], amount: cells[amount] }));
    expect(written.sort((a, b) => (a.number ?? '').localeCompare(b.number ?? ''))).toEqual(expected);
    expect(new Set(rows.map((cells) => cells[state]))).toEqual(new Set(['已登记']));
    expect(expected.map((row) => row.amount)).toContain('不公开');
    const [, ...cells] = await readCells(bytes);
    const kinds = new Set(cells.map((row) => (row.cells[amount] === '不公开' ? 'hidden' : typeof row.cells[amount])));
    expect(kinds, 'amounts that a spreadsheet adds up').toEqual(new Set(['number', 'hidden']));
    expect(cells.every((row) => row.cells[headers.indexOf('登记日期')] instanceof Date)).toBe(true);
  });
});
