import { randomUUID } from 'node:crypto';
import type { Call, MyProject, SubmissionPage } from '@everexpo/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderPdf } from '../platform/index.ts';
import { anEdition, aPerson, type Person } from '../testing/builders/index.ts';
import { startTestApi, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const project = {
  track: 'achievement',
  field: 'materials',
  city: 'chengdu',
  stage: 'pilot',
  titleZh: '遴选测试项目',
  titleEn: 'A project to select',
  summaryZh: '简介',
  summaryEn: 'Summary',
  seeksZh: '合作方',
  seeksEn: 'Partners',
  answers: { readiness: '已完成中试' },
};
const criteria = [
  { id: 'novelty', zh: '创新性', en: 'Novelty', weight: 40 },
  { id: 'market', zh: '市场前景', en: 'Market', weight: 35 },
  { id: 'team', zh: '团队', en: 'Team', weight: 25 },
];
const scores = (value: number) => ({ scores: { novelty: value, market: value, team: value }, comment: '' });

const owner = () => aPerson(api, { roles: ['owner'] });
const DAY_MS = 86_400_000;

/** An edition in preparation whose call is open, and who decides about it. */
async function aCall() {
  const edition = await anEdition(api).unopened().build();
  const organizer = (await aPerson(api, { roles: ['organizer'] })).client;
  const path = `/api/editions/${edition.id}`;
  const form = {
    opensAt: new Date(Date.now() - DAY_MS).toISOString(),
    closesAt: new Date(Date.now() + DAY_MS).toISOString(),
    questions: [{ id: 'readiness', zh: '样机目前到了哪一步？', en: 'How far is the prototype?', required: true }],
    criteria,
  };
  const setCall = (change: object = {}) => organizer.send<Call>('PUT', `${path}/call`, { ...form, ...change });
  await setCall();
  const submit = ({ client }: Person, part: object = {}) =>
    client.create<{ id: string }>(`${path}/submissions`, { ...project, ...part });
  return {
    edition,
    organizer,
    path,
    setCall,
    submit,
    submitted: async (person: Person, part: object = {}) => (await submit(person, part)).body.id,
    page: (query: string) => organizer.ask<SubmissionPage>('GET', `${path}/submissions?${query}`),
    decide: (projectIds: string[], decision = 'accepted') =>
      organizer.send('POST', `${path}/decisions`, {
        projectIds,
        decision,
        letter: '{name}：您的项目“{title}”有了结果。',
      }),
  };
}

const deck = (bytes: string | Buffer) => {
  const form = new FormData();
  form.set('deck', new Blob([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)]), 'deck.pdf');
  return form;
};

describe('the call', () => {
  test('that is open is shown to everybody', async () => {
    const { call } = await api.anonymous.ask<{ call: Call }>('GET', '/api/call');
    expect(call).toMatchObject({ open: true });
  });

  test('is open to owners, asks its questions, and closes', async () => {
    const { setCall, submit } = await aCall();
    const [one, other] = [await owner(), await owner()];
    const invalidField = (pointer: string, rule: string) => ({ status: 422, body: { errors: [{ pointer, rule }] } });
    expect(await submit(one, { answers: {} })).toMatchObject(invalidField('/answers/readiness', 'required'));
    const answers = { readiness: 'x', other: 'y' };
    expect(await submit(one, { answers })).toMatchObject(invalidField('/answers/other', 'known'));
    expect(await submit(await aPerson(api, { roles: ['investor'] }))).toMatchObject({ status: 403 });
    expect(await submit(one, { ownerEmail: other.email })).toMatchObject({ status: 403 });
    await setCall({ closesAt: new Date(Date.now() - 1000).toISOString() });
    expect(await submit(one)).toMatchObject({ status: 409, body: { code: 'call_closed' } });
    expect(await setCall()).toMatchObject({ status: 200 });
    expect(await submit(one)).toMatchObject({ status: 201 });
  });

  test('a submitted project is not public; its deck is a PDF and kept from strangers', async () => {
    const { submitted } = await aCall();
    const mine = await owner();
    const id = await submitted(mine);
    const path = `/api/projects/${id}`;
    expect(await api.anonymous.get(path)).toMatchObject({ status: 404 });
    expect(await mine.client.get(path)).toMatchObject({ status: 200 });
    const attach = (person: Person, bytes: string | Buffer) => person.client.send('POST', `${path}/deck`, deck(bytes));
    expect(await attach(mine, 'no pdf')).toMatchObject({ status: 415, body: { errors: [{ pointer: '/deck' }] } });
    expect(await attach(mine, '%PDF-1.4\n%%EOF')).toMatchObject({ status: 415 });
    const slides = await renderPdf({ title: '演示', date: new Date(0) }, (page) => page.text('演示文稿'));
    expect(await attach(mine, slides)).toMatchObject({ status: 201 });
    expect(await mine.client.ask('GET', `${path}/deck`)).toContain('%PDF');
    const investor = await aPerson(api, { roles: ['investor'] });
    expect(await investor.client.get(`${path}/deck`)).toMatchObject({ status: 404 });
    expect(await attach(await owner(), slides)).toMatchObject({ status: 403 });
  });
});

describe('reviews', () => {
  test('weigh the criteria, each of which is scored', async () => {
    const { organizer, submitted, page } = await aCall();
    const id = await submitted(await owner());
    const review = (given: object) => organizer.send('PUT', `/api/projects/${id}/review`, { scores: given });
    expect(await review({ novelty: 11 })).toMatchObject({ status: 422 });
    const missing = [{ pointer: '/scores/market' }, { pointer: '/scores/team' }];
    expect(await review({ novelty: 8 })).toMatchObject({ status: 422, body: { errors: missing } });
    expect((await review({ novelty: 10, market: 6, team: 8 })).body).toEqual({ score: 8.1 });
    const steward = await aPerson(api, { roles: ['steward'] });
    await steward.client.ask('PUT', `/api/projects/${id}/review`, scores(10));
    const { items } = await page('status=submitted');
    const seen = { reviews: 2, score: 9.05, mine: { scores: { novelty: 10 } }, conflict: false };
    expect(items).toMatchObject([{ project: { id }, ...seen }]);
  });

  test('are not by those who have an interest', async () => {
    const { submit } = await aCall();
    const [steward, nominee] = [await aPerson(api, { roles: ['steward'] }), await owner()];
    const {
      body: { id },
    } = await submit(steward, { ownerEmail: nominee.email, titleZh: '提名的项目' });
    const review = await steward.client.send('PUT', `/api/projects/${id}/review`, scores(9));
    expect(review).toMatchObject({ status: 409, body: { code: 'conflict_of_interest' } });
    const steal = api.db.query(
      `INSERT INTO review (project_id, reviewer_id, scores, score, comment)
         SELECT id, owner_id, '{}', 9, '' FROM project WHERE id = $1`,
      [id],
    );
    await expect(steal).rejects.toThrow('conflict of interest');
  });
});

describe('decisions', () => {
  test('are made in bulk, each project once, with a letter to its owner', async () => {
    const { edition, submitted, decide } = await aCall();
    const people = [await owner(), await owner()];
    const ids = await Promise.all(people.map((person) => submitted(person)));
    const unknown = await decide([ids[0] as string, edition.id]);
    expect(unknown).toMatchObject({ status: 422, body: { errors: [{ pointer: '/projectIds/1', rule: 'known' }] } });
    expect((await decide(ids)).body).toEqual({ decided: 2 });
    const errors = [{ rule: 'transition' }, { rule: 'transition' }];
    expect(await decide(ids)).toMatchObject({ status: 422, body: { errors } });
    const letter = expect.stringContaining('“遴选测试项目”有了结果') as string;
    for (const { client } of people) {
      const { items } = await client.ask<{ items: MyProject[] }>('GET', '/api/my-projects');
      expect(items).toMatchObject([{ status: 'accepted', letter }]);
    }
  });

  test('are confirmed by the owner, who says when they are away, or withdrawn for good', async () => {
    const { edition, submitted, decide } = await aCall();
    const mine = await owner();
    const id = await submitted(mine);
    await decide([id]);
    const answer = (person: Person, confirmed: boolean, more: object = {}) =>
      person.client.send('PUT', `/api/projects/${id}/acceptance`, { confirmed, ...more });
    expect(await answer(await owner(), true)).toMatchObject({ status: 404 });
    const unavailable = [{ startsAt: '2030-01-01T00:00:00Z', endsAt: '2030-01-01T02:00:00Z' }];
    expect((await answer(mine, true, { unavailable })).body).toEqual({ status: 'confirmed' });
    const away = await api.asOwner(`SELECT person_id FROM unavailability WHERE edition_id = $1`, [edition.id]);
    expect(away).toEqual([{ person_id: mine.id }]);
    expect((await answer(mine, false)).body).toEqual({ status: 'withdrawn' });
    expect(await answer(mine, true)).toMatchObject({ status: 409, body: { code: 'transition' } });
  });

  test('a full track takes no more projects, whoever decides', async () => {
    const { organizer, path, submitted, decide } = await aCall();
    const mine = await owner();
    const ids = await Promise.all([1, 2, 3].map(() => submitted(mine, { track: 'hightech' })));
    await organizer.ask('PUT', `${path}/rules`, { quotas: { hightech: 2 } });
    expect(await decide(ids)).toMatchObject({ status: 409, body: { code: 'quota_full' } });
    const results = await Promise.all(ids.map((id) => decide([id])));
    expect(results.map(({ status }) => status).toSorted()).toEqual([200, 200, 409]);
  });
});

test('the submissions are paged through by score without gap or double', async () => {
  const { edition, organizer, path, submitted, page } = await aCall();
  const mine = await owner();
  const ids = await Promise.all(Array.from({ length: 17 }, () => submitted(mine, { titleZh: randomUUID() })));
  for (const [index, id] of ids.slice(0, 9).entries()) {
    await organizer.ask('PUT', `/api/projects/${id}/review`, scores(index % 4));
  }
  const seen: SubmissionPage['items'] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const next: SubmissionPage = await page(`limit=7${cursor ? `&cursor=${cursor}` : ''}`);
    seen.push(...next.items);
    cursor = next.nextCursor;
  }
  expect(seen.map((item) => item.project.id).sort()).toEqual(ids.toSorted());
  const order = seen.map(({ score }) => score ?? -1);
  expect(order).toEqual(order.toSorted((a, b) => b - a));
  expect(await organizer.get(`${path}/submissions?cursor=nonsense`)).toMatchObject({ status: 422 });
  const { items } = await page('status=submitted&limit=100');
  expect(items, edition.code).toHaveLength(17);
});
