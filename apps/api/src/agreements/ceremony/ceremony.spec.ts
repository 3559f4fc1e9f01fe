import { randomUUID } from 'node:crypto';
import type { Agreement, Ceremony, CeremonyCandidates, DeskEntry, NoticePage, Wall } from '@everexpo/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  aMeetingOfTheCurrentEdition,
  anAgreementToSign,
  aPerson,
  aRegisteredPaper,
  signAs,
  someTerms,
  type Person,
} from '../../testing/builders/index.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

interface CeremonyFixture {
  staff: Person;
  owner: Person;
  paper: DeskEntry;
  /** Its parties show themselves, and one of them has signed. */
  shown: Agreement;
}

/** An edition of its own in which a paper is registered and an agreement waits for its last signature. */
async function aCeremony(): Promise<CeremonyFixture & Awaited<ReturnType<typeof aMeetingOfTheCurrentEdition>>> {
  const fixture = await aMeetingOfTheCurrentEdition(api);
  const { agreement: shown } = await anAgreementToSign(api, { fixture });
  await signAs(api, fixture.investor, shown);
  const { staff, entry: paper } = await aRegisteredPaper(api);
  return { ...fixture, staff, paper, shown };
}

const setOrder = (staff: Person, revision: number, agreementIds: string[]) =>
  staff.client.send<Ceremony>('PUT', '/api/ceremony/order', { revision, agreementIds });
const screen = async () => (await api.anonymous.ask<Wall>('GET', '/api/wall')).screen;

test('takes what is agreed on and shows itself, in the order that was set', async () => {
  const { staff, paper, shown, ...fixture } = await aCeremony();
  const { agreement: hidden } = await anAgreementToSign(api, { fixture, terms: { partiesPublic: false } });
  const { items } = await staff.client.ask<CeremonyCandidates>('GET', '/api/ceremony/candidates');
  expect(items.map(({ agreementId }) => agreementId).sort()).toEqual([paper.id, shown.id].sort());
  const refused = await setOrder(staff, 0, [paper.id, shown.id, hidden.id]);
  expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '/agreementIds/2' }] } });
  const { body } = await setOrder(staff, 0, [paper.id, shown.id]);
  expect(body.items.map(({ agreementId }) => agreementId)).toEqual([paper.id, shown.id]);
  expect(await setOrder(staff, 0, [])).toMatchObject({ status: 409, body: { code: 'stale_ceremony' } });
});

test('calls nobody who is not in its order, nor anybody who is nowhere, and changes nothing then', async () => {
  const { staff, paper, shown } = await aCeremony();
  const { body: ordered } = await setOrder(staff, 0, [paper.id]);
  for (const agreementId of [shown.id, randomUUID()]) {
    const refused = await staff.client.send('POST', '/api/ceremony/call', { revision: ordered.revision, agreementId });
    expect(refused).toMatchObject({ status: 404, body: { code: 'not_found' } });
  }
  expect(await staff.client.ask<Ceremony>('GET', '/api/ceremony')).toEqual(ordered);
});

test('calls parties on stage, notifies them, and shows them on the big screens once switched', async () => {
  const { staff, owner, paper, shown } = await aCeremony();
  const { body: ordered } = await setOrder(staff, 0, [paper.id, shown.id]);
  const call = (revision: number, agreementId: string) =>
    staff.client.ask<Ceremony>('POST', '/api/ceremony/call', { revision, agreementId });
  const called = await call(ordered.revision, shown.id);
  expect(called.items[1]).toMatchObject({ calledAt: expect.any(String) as string, doneAt: null });
  const news = async () => {
    const { items } = await owner.client.ask<NoticePage>('GET', '/api/notices?limit=50');
    return items.flatMap((notice) => (notice.kind === 'agreement' ? [notice.news] : []));
  };
  await expect.poll(news).toContain('called-on-stage');
  expect((await screen()).mode).toBe('wall');
  const mode = { revision: called.revision, mode: 'ceremony' };
  const switched = await staff.client.ask<Ceremony>('PUT', '/api/ceremony/screen', mode);
  expect(await screen()).toMatchObject({ mode: 'ceremony', item: { title: someTerms.title, position: 2, of: 2 } });
  const next = await call(switched.revision, paper.id);
  expect(next.items[1]?.doneAt).not.toBeNull();
});

test.each(['owner', 'investor', 'steward', 'attendee', 'admin'] as const)('is not led by %s', async (role) => {
  const { client } = await aPerson(api, { roles: [role] });
  expect(await client.get('/api/ceremony')).toMatchObject({ status: 403, body: { code: 'not_permitted' } });
});

test.each(['staff', 'organizer'] as const)('is led by %s', async (role) => {
  const { client } = await aPerson(api, { roles: [role] });
  expect((await client.get('/api/ceremony')).status).toBe(200);
});
