import type { SearchResults } from '@everexpo/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  aCurrentEdition,
  aPerson,
  aRegisteredAgreement,
  aMeetingOfTheCurrentEdition,
} from '../../testing/builders/index.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';
import type { Client } from '../../testing/clients/client.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const search = (client: Client, q: string) =>
  client.ask<SearchResults>('GET', `/api/search?${new URLSearchParams({ q })}`);

/** The addresses that a search leads to, by kind. */
async function found(client: Client, q: string): Promise<Record<string, string[]>> {
  const { groups } = await search(client, q);
  return Object.fromEntries(groups.map(({ kind, hits }) => [kind, hits.map(({ href }) => href)]));
}

test('finds projects, sessions, rooms, people and organisations, each with its address', async () => {
  const { owner, edition } = await aCurrentEdition(api);
  const session = edition.sessions[0];
  const [project] = (session?.pitches ?? []).map((pitch) => `/projects/${pitch.project.id}`);
  await api.asOwner(`UPDATE person SET name = '欧阳致远', name_en = 'Ouyang Zhiyuan' WHERE id = $1`, [owner.id]);
  await api.asOwner(`UPDATE organisation SET name_zh = '致远氢能研究院' WHERE id = $1`, [owner.organisation?.id]);
  await api.asOwner(`UPDATE session SET title_zh = '氢能致远专场' WHERE id = $1`, [session?.id]);
  await api.asOwner(`UPDATE room SET name_zh = '致远厅' WHERE id = $1`, [session?.roomId]);
  const all = { project: [project], session: [`/sessions/${session?.id}`], room: [`/sessions/${session?.id}`] };
  expect(await found(api.anonymous, '致远')).toEqual({ ...all, person: [project], organisation: [project] });
  expect(await found(api.anonymous, 'ouyang')).toEqual({ project: [project], person: [project] });
  expect(await found(api.anonymous, 'zhiyuanqing')).toEqual({ project: [project], organisation: [project] });
  expect(await found(api.anonymous, '%')).toEqual({});
  const { groups } = await search(api.anonymous, 'zyqn');
  expect(groups.find(({ kind }) => kind === 'organisation')?.hits[0]).toMatchObject({
    nameZh: '致远氢能研究院',
    matched: ['致远氢能'],
  });
});

test('finds pages that one may open, and no others', async () => {
  const [organizer, staff] = [await aPerson(api, { roles: ['organizer'] }), await aPerson(api, { roles: ['staff'] })];
  expect((await found(organizer.client, '导播台')).page).toEqual(['/control']);
  expect((await found(organizer.client, 'control')).page).toEqual(['/control']);
  expect((await found(staff.client, '导播台')).page).toBeUndefined();
  expect((await found(staff.client, 'qyt')).page).toEqual(['/desk']);
  expect((await found(api.anonymous, 'qyt')).page).toBeUndefined();
});

test.each([true, false])(
  'finds registered agreements; by their parties where they are public (%s)',
  async (partiesPublic) => {
    const fixture = await aMeetingOfTheCurrentEdition(api);
    const { agreement } = await aRegisteredAgreement(api, { fixture, terms: { partiesPublic } });
    const address = `/verify/${agreement.number}`;
    expect((await found(api.anonymous, agreement.number as string)).agreement).toEqual([address]);
    const byParty = await found(api.anonymous, fixture.investor.organisation?.nameZh as string);
    expect(byParty.agreement).toEqual(partiesPublic ? [address] : undefined);
  },
);
