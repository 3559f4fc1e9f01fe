import type { Call, MyProject, SubmissionPage } from '@everexpo/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { onPaper } from '../platform/index.ts';
import { startTestApi, type Client, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
let organizer: Client;
let owner: Client;
let call: Call;
beforeAll(async () => {
  api = await startTestApi();
  [organizer, owner] = await Promise.all([api.as('organizer'), api.as('owner')]);
  call = (await api.anonymous.get<{ call: Call }>('/api/call')).body.call;
});
afterAll(() => api.close());

const project = {
  track: 'achievement', field: 'materials', city: 'chengdu', stage: 'pilot', titleZh: '遴选测试项目', titleEn: 'A project to select', summaryZh: '简介', summaryEn: 'Summary', seeksZh: '合作方', seeksEn: 'Partners',
  answers: { readiness: '已完成中试' },
};
const submit = async (client: Client, part: object = {}) => client.create<{ id: string }>(`/api/editions/${call.editionId}/submissions`, { ...project, ...part });
const deck = (bytes: string | Buffer) => {
  const form = new FormData();
  form.set('deck', new Blob([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)]), 'deck.pdf');
  return form;
};
const scores = (value: number) => ({ scores: Object.fromEntries(call.criteria.map((criterion) => [criterion.id, value])), comment: '' });

describe('the call', () => {
  test('is open to owners, asks its questions, and closes', async () => {
    expect(call.open).toBe(true);
    expect(await submit(owner, { answers: {} })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/answers/readiness', rule: 'required' }] } });
    expect(await submit(owner, { answers: { readiness: 'x', other: 'y' } })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/answers/other', rule: 'known' }] } });
    expect(await submit(await api.as('investor'))).toMatchObject({ status: 403 });
    expect(await submit(owner, { ownerEmail: 'owner2@everexpo.example' })).toMatchObject({ status: 403 });
    const form = { opensAt: call.opensAt, closesAt: call.closesAt, questions: call.questions, criteria: call.criteria };
    await organizer.send('PUT', `/api/editions/${call.editionId}/call`, { ...form, closesAt: new Date(Date.now() - 1000).toISOString() });
    expect(await submit(owner)).toMatchObject({ status: 409, body: { code: 'call_closed' } });
    expect((await organizer.send('PUT', `/api/editions/${call.editionId}/call`, form)).status).toBe(200);
  });

  test('a submitted project is not public; its deck is a PDF and kept from strangers', async () => {
    const { body } = await submit(owner);
    expect(await api.anonymous.get(`/api/projects/${body.id}`)).toMatchObject({ status: 404 });
    expect(await owner.get(`/api/projects/${body.id}`)).toMatchObject({ status: 200 });
    expect(await owner.send('POST', `/api/projects/${body.id}/deck`, deck('no pdf'))).toMatchObject({ status: 415, body: { errors: [{ pointer: '/deck' }] } });
    const slides = await onPaper({ title: '演示', date: new Date(0) }, (page) => page.text('演示文稿'));
    expect(await owner.send('POST', `/api/projects/${body.id}/deck`, deck('%PDF-1.4\n%%EOF'))).toMatchObject({ status: 415 });
    expect((await owner.send('POST', `/api/projects/${body.id}/deck`, deck(slides))).status).toBe(201);
    expect((await owner.get<string>(`/api/projects/${body.id}/deck`)).body).toContain('%PDF');
    expect(await (await api.as('investor')).get(`/api/projects/${body.id}/deck`)).toMatchObject({ status: 404 });
    expect(await (await api.as('owner2')).send('POST', `/api/projects/${body.id}/deck`, deck(slides))).toMatchObject({ status: 403 });
  });
});

describe('from submission to confirmation', () => {
  test('reviews by weighted criteria, without those who have an interest; decides in bulk with letters; the owner confirms', async () => {
    const steward = await api.as('steward');
    const [mine, nominated] = [(await submit(owner)).body.id, (await submit(steward, { ownerEmail: 'owner2@everexpo.example', titleZh: '提名的项目' })).body.id];
    expect(await steward.send('PUT', `/api/projects/${nominated}/review`, scores(9))).toMatchObject({ status: 409, body: { code: 'conflict_of_interest' } });
    const steal = api.db.query(`INSERT INTO review (project_id, reviewer_id, scores, score, comment) SELECT id, owner_id, '{}', 9, '' FROM project WHERE id = $1`, [mine]);
    await expect(steal).rejects.toThrow('conflict of interest');
    expect(await organizer.send('PUT', `/api/projects/${mine}/review`, { scores: { novelty: 11 } })).toMatchObject({ status: 422 });
    expect(await organizer.send('PUT', `/api/projects/${mine}/review`, { scores: { novelty: 8 } })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/scores/market' }, { pointer: '/scores/team' }] } });
    expect((await organizer.send('PUT', `/api/projects/${mine}/review`, { scores: { novelty: 10, market: 6, team: 8 } })).body).toEqual({ score: 8.1 });
    await steward.send('PUT', `/api/projects/${mine}/review`, scores(10));
    const page = await organizer.get<SubmissionPage>(`/api/editions/${call.editionId}/submissions?status=submitted&limit=100`);
    expect(page.body.items.find((item) => item.project.id === mine)).toMatchObject({ reviews: 2, score: 9.05, mine: { scores: { novelty: 10 } }, conflict: false });
    expect(page.body.items.map((item) => item.score ?? -1)).toEqual(page.body.items.map((item) => item.score ?? -1).toSorted((a, b) => b - a));

    const decide = (projectIds: string[], decision: string) => organizer.send('POST', `/api/editions/${call.editionId}/decisions`, { projectIds, decision, letter: '{name}：您的项目“{title}”有了结果。' });
    expect(await decide([mine, call.editionId], 'accepted')).toMatchObject({ status: 422, body: { errors: [{ pointer: '/projectIds/1', rule: 'known' }] } });
    expect((await decide([mine, nominated], 'accepted')).body).toEqual({ decided: 2 });
    expect(await decide([mine], 'accepted')).toMatchObject({ status: 422, body: { errors: [{ rule: 'transition' }] } });
    const { body } = await owner.get<{ items: MyProject[] }>('/api/my-projects');
    expect(body.items.find((item) => item.project.id === mine)).toMatchObject({ status: 'accepted', letter: expect.stringContaining('“遴选测试项目”有了结果') as string });

    const away = [{ startsAt: '2030-01-01T00:00:00Z', endsAt: '2030-01-01T02:00:00Z' }];
    expect((await owner.send('PUT', `/api/projects/${mine}/acceptance`, { confirmed: true, unavailable: away })).body).toEqual({ status: 'confirmed' });
    expect(await (await api.as('owner2')).send('PUT', `/api/projects/${mine}/acceptance`, { confirmed: true })).toMatchObject({ status: 404 });
    expect((await api.db.query<unknown[]>(`SELECT 1 FROM unavailability WHERE edition_id = $1`, [call.editionId])).length).toBe(1);
    expect((await owner.send('PUT', `/api/projects/${mine}/acceptance`, { confirmed: false })).body).toEqual({ status: 'withdrawn' });
    expect(await owner.send('PUT', `/api/projects/${mine}/acceptance`, { confirmed: true })).toMatchObject({ status: 409, body: { code: 'transition' } });
  });

  test('a full track takes no more projects, whoever decides', async () => {
    const { body: page } = await organizer.get<SubmissionPage>(`/api/editions/${call.editionId}/submissions?status=submitted&limit=100`);
    const ids = page.items.filter((item) => item.project.track === 'hightech').slice(0, 3).map((item) => item.project.id);
    await organizer.send('PUT', `/api/editions/${call.editionId}/rules`, { quotas: { hightech: 2 } });
    const decide = (projectIds: string[]) => organizer.send('POST', `/api/editions/${call.editionId}/decisions`, { projectIds, decision: 'accepted', letter: '入选' });
    expect(await decide(ids)).toMatchObject({ status: 409, body: { code: 'quota_full' } });
    const results = await Promise.all(ids.map((id) => decide([id])));
    expect(results.map((result) => result.status).toSorted()).toEqual([200, 200, 409]);
    await organizer.send('PUT', `/api/editions/${call.editionId}/rules`, {});
  });

  test('pages through the submissions by score without gap or double', async () => {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body }: { body: SubmissionPage } = await organizer.get<SubmissionPage>(`/api/editions/${call.editionId}/submissions?limit=7${cursor ? `&cursor=${cursor}` : ''}`);
      seen.push(...body.items.map((item) => item.project.id));
      cursor = body.nextCursor;
    }
    const [count] = await api.db.query<{ count: number }[]>(`SELECT count(*)::int AS count FROM project WHERE edition_id = $1`, [call.editionId]);
    expect(seen.length).toBe(count?.count);
    expect(new Set(seen).size).toBe(seen.length);
    expect(await organizer.get(`/api/editions/${call.editionId}/submissions?cursor=nonsense`)).toMatchObject({ status: 422 });
  });
});
