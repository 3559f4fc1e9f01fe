import type { Stage } from '@everexpo/contracts';
import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nextSession, step } from '../../testing/scenes.ts';
import { startTestApi, type Client, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
let organizer: Client;
let owner: Client;
let owner2: Client;
let sessionId: string;
let projectId: string;
beforeAll(async () => {
  api = await startTestApi();
  [organizer, owner, owner2] = (await Promise.all(['organizer', 'owner', 'owner2'].map((name) => api.as(name)))) as [Client, Client, Client];
  const session = await nextSession(api);
  sessionId = session.id;
  projectId = session.runningOrder[0]?.project.id ?? '';
});
afterAll(() => api.close());

/** A real deck of so many wide pages, protected by a password where one is given. */
function slides(pages: number, userPassword?: string): Promise<Blob> {
  return new Promise((resolve) => {
    const document = new PDFDocument({ size: [960, 540], autoFirstPage: false, ...(userPassword ? { userPassword } : {}) });
    const chunks: Buffer[] = [];
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(new Blob([new Uint8Array(Buffer.concat(chunks))])));
    for (let page = 1; page <= pages; page += 1) document.addPage().fontSize(64).text(`Page ${page}`);
    document.end();
  });
}

async function upload(client: Client, file: Blob) {
  const form = new FormData();
  form.set('deck', file, 'deck.pdf');
  return client.send<{ sha256: string; pages: number }>('POST', `/api/projects/${projectId}/deck`, form);
}

const page = (client: Client, number: number) => fetch(`${api.url}/api/projects/${projectId}/deck/pages/${number}`, { headers: { cookie: client.cookie } });

describe('a deck', () => {
  test('that is no PDF, is damaged, is protected or is too long is refused at upload, by name', async () => {
    expect(await upload(owner, new Blob(['no pdf']))).toMatchObject({ status: 415, body: { errors: [{ pointer: '/deck', rule: 'file_kind' }] } });
    expect(await upload(owner, new Blob(['%PDF-1.7 and then nothing of the kind']))).toMatchObject({ status: 415 });
    expect(await upload(owner, await slides(2, 'secret'))).toMatchObject({ status: 422, body: { errors: [{ pointer: '/deck', rule: 'encrypted' }] } });
    expect(await upload(owner, await slides(900))).toMatchObject({ status: 422, body: { errors: [{ pointer: '/deck', rule: 'max_pages', detail: expect.stringContaining('900') as string }] } });
    expect(await upload(owner2, await slides(1))).toMatchObject({ status: 403 });
  });

  test('is drawn page by page, and kept from the audience until its pitch is on', async () => {
    expect(await upload(owner, await slides(3))).toMatchObject({ status: 201, body: { pages: 3 } });
    await expect.poll(async () => (await page(owner, 3)).status, { timeout: 20_000 }).toBe(200);
    const picture = await sharp(Buffer.from(await (await page(owner, 1)).arrayBuffer())).metadata();
    expect(picture).toMatchObject({ format: 'webp', width: 1600, height: 900 });
    expect((await page(api.anonymous, 1)).status).toBe(404);
    expect((await page(owner2, 1)).status).toBe(404);
    expect(await api.db.query(`SELECT k.words FROM deck_page k JOIN project j ON j.deck_sha256 = k.sha256 WHERE j.id = $1 ORDER BY k.page`, [projectId])).toEqual([1, 2, 3].map((number) => ({ words: `Page ${number}` })));
    await step(organizer, sessionId, 'open');
    await step(organizer, sessionId, 'next');
    expect((await page(api.anonymous, 1)).headers.get('cache-control')).toContain('public');
  });

  test('is turned for everybody by its presenter on stage and by the organizers, by nobody else', async () => {
    const turn = (client: Client, number: number) => client.send<Stage>('PUT', `/api/sessions/${sessionId}/stage/page`, { page: number });
    expect((await organizer.get<Stage>(`/api/sessions/${sessionId}/stage`)).body.deck).toMatchObject({ projectId, pages: 3, page: 1 });
    expect(await turn(owner, 2), 'not on stage yet').toMatchObject({ status: 403 });
    const [{ id } = { id: '' }] = await api.db.query<{ id: string }[]>(`SELECT id FROM person WHERE email = 'owner@everexpo.example'`);
    await organizer.send('PUT', `/api/sessions/${sessionId}/stage/presenters/${id}`, { onStage: true });
    expect(await turn(owner, 2)).toMatchObject({ status: 200, body: { deck: { page: 2 } } });
    expect(await turn(organizer, 9)).toMatchObject({ body: { deck: { page: 3 } } });
    expect(await turn(owner2, 1)).toMatchObject({ status: 403 });
    expect(await turn(api.anonymous, 1)).toMatchObject({ status: 401 });
    await api.db.query(`UPDATE project SET deck_sha256 = NULL WHERE id <> $1`, [projectId]);
    expect(await step(organizer, sessionId, 'next')).toMatchObject({ body: { deck: null } });
    expect(await turn(organizer, 1)).toMatchObject({ status: 409, body: { code: 'no_deck' } });
  });
});
