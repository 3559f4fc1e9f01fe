import type { Ceremony, CeremonyCandidates, NoticePage, Wall } from '@everexpo/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paperForm, registerPaper } from '../../testing/papers.ts';
import { aMeeting, anAgreementToSign, sign, someTerms } from '../../testing/scenes.ts';
import { startTestApi, type Client, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
let staff: Client;
let owner: Client;
let ids: string[];
const year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();
beforeAll(async () => {
  api = await startTestApi();
  const [investor, staff2] = [await api.as('investor'), await api.as('staff2')];
  [staff, owner] = [await api.as('staff'), await api.as('owner')];
  const meeting = await aMeeting(api, investor);
  const screen = await anAgreementToSign(meeting, investor, owner);
  const hidden = await anAgreementToSign(meeting, investor, owner, { ...someTerms, partiesPublic: false });
  await sign(api, investor, 'investor', screen);
  const { body: paper } = await registerPaper(staff, staff2, paperForm(year));
  ids = [paper.id, screen.id, hidden.id];
});
afterAll(() => api.close());

const read = async () => (await staff.get<Ceremony>('/api/ceremony')).body;

test('takes what is agreed on and shows itself, in the order that was set', async () => {
  const { body: candidates } = await staff.get<CeremonyCandidates>('/api/ceremony/candidates');
  expect(candidates.items.map(({ agreementId }) => agreementId).sort()).toEqual(ids.slice(0, 2).sort());
  expect(await staff.send('PUT', '/api/ceremony/order', { revision: 0, agreementIds: ids })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/agreementIds/2' }] } });
  const { body } = await staff.send<Ceremony>('PUT', '/api/ceremony/order', { revision: 0, agreementIds: ids.slice(0, 2) });
  expect(body.items.map(({ agreementId }) => agreementId)).toEqual(ids.slice(0, 2));
  expect(await staff.send('PUT', '/api/ceremony/order', { revision: 0, agreementIds: [] })).toMatchObject({ status: 409, body: { code: 'stale_ceremony' } });
});

test('calls parties on stage, tells them, and shows them on the big screens once switched', async () => {
  const { revision } = await read();
  const { body: called } = await staff.send<Ceremony>('POST', '/api/ceremony/call', { revision, agreementId: ids[1] });
  expect(called.items[1]).toMatchObject({ calledAt: expect.any(String) as string, doneAt: null });
  await expect.poll(async () => (await owner.get<NoticePage>('/api/notices')).body.items.some((notice) => notice.kind === 'agreement' && notice.news === 'called-on-stage')).toBe(true);
  expect((await api.anonymous.get<Wall>('/api/wall')).body.screen.mode).toBe('wall');
  await staff.send('PUT', '/api/ceremony/screen', { revision: called.revision, mode: 'ceremony' });
  expect((await api.anonymous.get<Wall>('/api/wall')).body.screen).toMatchObject({ mode: 'ceremony', item: { title: someTerms.title, position: 2, of: 2 } });
  const { body: next } = await staff.send<Ceremony>('POST', '/api/ceremony/call', { revision: (await read()).revision, agreementId: ids[0] });
  expect(next.items[1]?.doneAt).not.toBeNull();
});

test('is led by staff and organizers alone', async () => {
  for (const client of [owner, await api.as('attendee')]) expect((await client.get('/api/ceremony')).status).toBe(403);
  expect((await (await api.as('organizer')).get('/api/ceremony')).status).toBe(200);
});
