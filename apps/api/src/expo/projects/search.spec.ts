import type { ProjectDetail, ProjectPage } from '@everexpo/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anEdition, aPerson, type BuiltSession, type Person } from '../../testing/builders/index.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
let session: BuiltSession;
let owners: Person[];
beforeAll(async () => {
  api = await startTestApi();
  owners = await Promise.all(Array.from({ length: 5 }, () => aPerson(api, { roles: ['owner'] })));
  const edition = await anEdition(api).withSession({ owners, field: 'energy' }).current().build();
  session = edition.sessions[0] as BuiltSession;
  await write(0, { title_zh: '高安全液流储能系统', title_en: 'Safe flow battery storage', city: 'chengdu' });
  await write(1, { title_zh: '重庆银行智能终端', title_en: 'Terminals', summary_zh: '成都的储能电站在用。' });
  await write(2, { title_zh: '面向５Ｇ基站的液流电池储能', title_en: 'Storage for 5G', city: 'zigong' });
  await write(3, {
    title_zh: '航空叶片“100%”检测',
    title_en: 'Blade inspection',
    summary_en: 'storage is not its field',
  });
});
afterAll(() => api.close());

const idOf = (at: number): string => session.pitches[at]?.project.id as string;

/** As an import or a form would write it. */
async function write(at: number, columns: Record<string, string>): Promise<void> {
  const names = Object.keys(columns);
  await api.asOwner(
    `UPDATE project SET ${names.map((name, index) => `${name} = $${index + 2}`).join(', ')} WHERE id = $1`,
    [idOf(at), ...Object.values(columns)],
  );
}

const search = (query: Record<string, string>) =>
  api.anonymous.ask<ProjectPage>('GET', `/api/projects?${new URLSearchParams(query)}`);

/** Places of the projects found, best first. */
async function found(q: string): Promise<number[]> {
  const { items } = await search({ q });
  return items.map(({ id }) => session.pitches.findIndex(({ project }) => project.id === id));
}

describe('a search of projects', () => {
  test.each([
    ['a word of a title', '储能', [0, 2, 1]],
    ['several words, all of them', '成都 储能', [0, 1]],
    ['initials', 'cn', [0, 2]],
    ['pinyin', 'chuneng', [0, 2]],
    ['pinyin that is being typed', 'chunen', [0, 2]],
    ['the reading that a place has', 'chongqing yinhang', [1]],
    ['pinyin over a whole run', 'chongqingyinhang', [1]],
    ['full width', '5g', [2]],
    ['full width, the other way round', '５Ｇ', [2]],
    ['capitals, and words before what only begins so', 'STORAGE', [0, 2, 3]],
    ['the beginning of a word', 'stor', [0, 2, 3]],
    ['a city in English', 'zigong', [2]],
    ['one character', '叶', [3]],
    ['letters inside a word', 'torage', []],
    ['signs that mean something elsewhere', "100%' OR ''=\\ :* & | !", []],
    ['quotes around a word', '"叶片"', [3]],
    ['a percent sign', '%', []],
    ['an emoji', '🚀', []],
  ])('%s: %s', async (_, q, places) => {
    expect(await found(q)).toEqual(places);
  });

  test('only spaces are no search, and too many letters are refused', async () => {
    expect((await search({ q: '   ' })).total).toBe(5);
    const refused = await api.anonymous.get(`/api/projects?q=${'a'.repeat(10_000)}`);
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ errors: [{ pointer: '/q', rule: 'too_big' }] });
  });

  test('says what it met, and where in the text', async () => {
    const [first, , third] = (await search({ q: 'chuneng' })).items;
    expect([first?.matched, third]).toEqual([['储能'], undefined]);
    const last = (await search({ q: '储能' })).items[2];
    expect([last?.matched, last?.excerptZh]).toEqual([['储能'], '成都的储能电站在用。']);
  });

  test('follows a change of texts, owner and organisation at once', async () => {
    const [owner] = owners;
    expect(await found('欧阳致远')).toEqual([]);
    await api.asOwner(`UPDATE person SET name = '欧阳致远' WHERE id = $1`, [owner?.id]);
    await api.asOwner(`UPDATE organisation SET name_zh = '都江堰水利所' WHERE id = $1`, [owner?.organisation?.id]);
    expect(await found('欧阳致远')).toEqual([0]);
    expect(await found('dujiangyan oyzy')).toEqual([0]);
    await write(4, { title_zh: '氢能重卡' });
    expect(await found('氢能')).toEqual([4]);
  });

  test('shows nobody what is not public', async () => {
    await write(4, { title_zh: '未公开之项目', status: 'declined' });
    expect(await found('未公开之项目')).toEqual([]);
    await write(4, { status: 'confirmed' });
    expect(await found('未公开之项目')).toEqual([4]);
  });

  test('goes on where a page ended, ranked', async () => {
    const first = await search({ q: '储能', limit: '2' });
    const second = await search({ q: '储能', limit: '2', cursor: first.nextCursor as string });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([idOf(0), idOf(2), idOf(1)]);
    expect([first.total, second.nextCursor]).toEqual([3, null]);
  });

  test('by next pitch, each with its own minute; what has been on comes last', async () => {
    await api.asOwner(`UPDATE pitch SET begun = true WHERE project_id = $1`, [idOf(0)]);
    const { items } = await search({ sort: 'pitch' });
    expect(items.map(({ id }) => id)).toEqual([1, 2, 3, 4, 0].map(idOf));
    const begins = new Date(session.startsAt).getTime();
    expect(items[0]?.nextPitch?.startsAt).toBe(new Date(begins + 7 * 60_000).toISOString());
    expect(items[4]?.nextPitch).toBeNull();
  });

  test('of ids alone', async () => {
    const ids = [idOf(3), idOf(1)].join(',');
    expect((await search({ ids })).items.map(({ id }) => id).toSorted()).toEqual([idOf(1), idOf(3)].toSorted());
    expect((await api.anonymous.get('/api/projects?ids=a,b')).body).toMatchObject({
      errors: [{ pointer: '/ids', rule: 'ids' }],
    });
  });
});

test('a project page names others of its field by what their titles share', async () => {
  const { similar } = await api.anonymous.ask<ProjectDetail>('GET', `/api/projects/${idOf(0)}`);
  expect(similar[0]?.id).toBe(idOf(2));
  expect(similar[0]?.sharedZh).toContain('液流');
  expect(similar.map(({ id }) => id)).not.toContain(idOf(3));
});

test('favourites are one’s own, marked once, and only what is public', async () => {
  const [reader, other] = [await aPerson(api), await aPerson(api)];
  const mine = () => reader.client.ask<{ projectIds: string[] }>('GET', '/api/favourites');
  const unknown = '00000000-0000-4000-8000-000000000000';
  await reader.client.ask('PUT', '/api/favourites', { projectIds: [idOf(1), unknown] });
  await reader.client.ask('PUT', '/api/favourites', { projectIds: [idOf(1), idOf(2)] });
  expect((await mine()).projectIds.toSorted()).toEqual([idOf(1), idOf(2)].toSorted());
  expect((await other.client.ask<{ projectIds: string[] }>('GET', '/api/favourites')).projectIds).toEqual([]);
  await reader.client.ask('DELETE', `/api/favourites/${idOf(1)}`);
  expect((await mine()).projectIds).toEqual([idOf(2)]);
});
