import type { Stage } from '@everexpo/contracts';
import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aLiveSession, aPerson, aSession, step, type BuiltPitch } from '../../testing/builders/index.ts';
import { startTestApi, type Client, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

/** A real deck of so many wide pages, protected by a password where one is given. */
function slides(pages: number, userPassword?: string): Promise<Blob> {
  return new Promise((resolve) => {
    const protection = userPassword ? { userPassword } : {};
    const document = new PDFDocument({ size: [960, 540], autoFirstPage: false, ...protection });
    const chunks: Buffer[] = [];
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(new Blob([new Uint8Array(Buffer.concat(chunks))])));
    for (let page = 1; page <= pages; page += 1) document.addPage().fontSize(64).text(`Page ${page}`);
    document.end();
  });
}

function upload(client: Client, { project }: BuiltPitch, file: Blob) {
  const form = new FormData();
  form.set('deck', file, 'deck.pdf');
  return client.send<{ sha256: string; pages: number }>('POST', `/api/projects/${project.id}/deck`, form);
}

const page = ({ cookie }: Client, { project }: BuiltPitch, number: number) =>
  fetch(`${api.url}/api/projects/${project.id}/deck/pages/${number}`, { headers: { cookie } });

/** The pages are drawn in the background. */
const untilDrawn = (client: Client, pitch: BuiltPitch, pages: number) =>
  expect.poll(async () => (await page(client, pitch, pages)).status).toBe(200);

describe('a deck', () => {
  test('that is no PDF, is damaged, is protected or is too long is refused at upload, by name', async () => {
    const { session } = await aSession(api, { pitches: 2 });
    const [pitch, other] = session.pitches as [BuiltPitch, BuiltPitch];
    const by = (file: Blob) => upload(pitch.owner.client, pitch, file);
    const invalidDeck = (rule: string, more: object = {}) => ({
      body: { errors: [{ pointer: '/deck', rule, ...more }] },
    });
    expect(await by(new Blob(['no pdf']))).toMatchObject({ status: 415, ...invalidDeck('file_kind') });
    expect(await by(new Blob(['%PDF-1.7 and then nothing of the kind']))).toMatchObject({ status: 415 });
    expect(await by(await slides(2, 'secret'))).toMatchObject({ status: 422, ...invalidDeck('encrypted') });
    const tooLong = invalidDeck('max_pages', { values: { max: 120, pages: 121 } });
    expect(await by(await slides(121))).toMatchObject({ status: 422, ...tooLong });
    expect(await upload(other.owner.client, pitch, await slides(1))).toMatchObject({ status: 403 });
  });

  test('is drawn page by page, and kept from the audience until its pitch is on', async () => {
    const { session, organizer } = await aSession(api, { pitches: 2 });
    const [pitch, other] = session.pitches as [BuiltPitch, BuiltPitch];
    const owner = pitch.owner.client;
    expect(await upload(owner, pitch, await slides(3))).toMatchObject({ status: 201, body: { pages: 3 } });
    await untilDrawn(owner, pitch, 3);
    const picture = sharp(Buffer.from(await (await page(owner, pitch, 1)).arrayBuffer()));
    expect(await picture.metadata()).toMatchObject({ format: 'webp', width: 1600, height: 900 });
    for (const client of [api.anonymous, other.owner.client]) {
      expect((await page(client, pitch, 1)).status).toBe(404);
    }
    const words = await api.db.query<{ words: string }[]>(
      `SELECT k.words FROM deck_page k JOIN project j ON j.deck_sha256 = k.sha256 WHERE j.id = $1 ORDER BY k.page`,
      [pitch.project.id],
    );
    expect(words.map((row) => row.words)).toEqual(['Page 1', 'Page 2', 'Page 3']);
    await step(organizer.client, session.id, 'open');
    await step(organizer.client, session.id, 'next');
    expect((await page(api.anonymous, pitch, 1)).headers.get('cache-control')).toContain('public');
  });

  test('is turned for everybody by its presenter on stage and by the organizers, by nobody else', async () => {
    const { session, organizer } = await aLiveSession(api, { pitches: 2 });
    const [pitch, other] = session.pitches as [BuiltPitch, BuiltPitch];
    const { owner, project } = pitch;
    await upload(owner.client, pitch, await slides(3));
    await untilDrawn(owner.client, pitch, 3);
    const path = `/api/sessions/${session.id}/stage`;
    const turn = (client: Client, number: number) => client.send<Stage>('PUT', `${path}/page`, { page: number });
    const { deck } = await organizer.client.ask<Stage>('GET', path);
    expect(deck).toMatchObject({ projectId: project.id, pages: 3, page: 1 });
    expect(await turn(owner.client, 2), 'not on stage yet').toMatchObject({ status: 403 });
    await organizer.client.ask('PUT', `${path}/presenters/${owner.id}`, { onStage: true });
    expect(await turn(owner.client, 2)).toMatchObject({ status: 200, body: { deck: { page: 2 } } });
    expect(await turn(organizer.client, 9)).toMatchObject({ body: { deck: { page: 3 } } });
    expect(await turn(other.owner.client, 1)).toMatchObject({ status: 403 });
    expect(await turn((await aPerson(api)).client, 1)).toMatchObject({ status: 403 });
    expect(await turn(api.anonymous, 1)).toMatchObject({ status: 401 });
  });

  test('is missed by nobody where a pitch has none', async () => {
    const { session, organizer, stage } = await aLiveSession(api, { pitches: 1 });
    expect(stage.deck).toBeNull();
    const turned = await organizer.client.send('PUT', `/api/sessions/${session.id}/stage/page`, { page: 1 });
    expect(turned).toMatchObject({ status: 409, body: { code: 'no_deck' } });
  });
});
