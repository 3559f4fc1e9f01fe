import { rmSync } from 'node:fs';
import type { DeckState, MyProject } from '@everexpo/contracts';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aPdf, bareOf, fileForm, filesUnder } from '../../testing/files.ts';
import { aPerson, aSession } from '../../testing/builders/index.ts';
import { startTestApi, type Client, type TestApi } from '../../testing/test-api.ts';
import { newTempFolder } from '../../../../../tests/support/temp-folder.ts';

const folder = newTempFolder('decks');
let api: TestApi;
let owner: Client;
let projectId: string;
beforeAll(async () => {
  api = await startTestApi({ STORAGE_DIR: folder });
});
beforeEach(async () => {
  const person = await aPerson(api, { roles: ['owner'] });
  owner = person.client;
  projectId = (await aSession(api, { owners: [person] })).session.pitches[0]?.project.id ?? '';
});
afterAll(async () => {
  await api.close();
  rmSync(folder, { recursive: true, force: true });
});

const send = (client: Client, bytes: Uint8Array) =>
  client.send<{ pages: number }>('POST', `/api/projects/${projectId}/deck`, fileForm('deck', bytes, 'deck.pdf'));
const state = async (): Promise<DeckState | null> =>
  (await owner.get<{ items: MyProject[] }>('/api/my-projects')).body.items.find(
    ({ project }) => project.id === projectId,
  )?.deck ?? null;
const drawn = async (number: number) =>
  Buffer.from(
    await (
      await fetch(`${api.url}/api/projects/${projectId}/deck/pages/${number}`, { headers: { cookie: owner.cookie } })
    ).arrayBuffer(),
  );
async function shown(bytes: Uint8Array, number = 1): Promise<Buffer> {
  expect(await send(owner, bytes)).toMatchObject({ status: 201 });
  await expect.poll(async () => (await state())?.drawn).toBeGreaterThanOrEqual(number);
  return drawn(number);
}
/** How much of a stripe of the picture is dark, of 1. */
async function ink(picture: Buffer, from: number, to: number): Promise<number> {
  const { width, height } = await sharp(picture).metadata();
  const { data } = await sharp(picture)
    .extract({ left: 0, top: Math.floor(height * from), width, height: Math.floor(height * (to - from)) })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return data.filter((value) => value < 128).length / data.length;
}
/** Chinese in a font that the file names and does not hold, as printers' drivers and old office programs write it. */
function chinese(font: string, encoding: string, codes: string): Buffer {
  const words = `BT /F1 40 Tf 40 60 Td <${codes}> Tj ET`;
  return bareOf(
    '/MediaBox [0 0 400 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >>',
    `<< /Length ${words.length} >>\nstream\n${words}\nendstream`,
    `<< /Type /Font /Subtype /Type0 /BaseFont /${font} /Encoding /${encoding} /DescendantFonts [6 0 R] >>`,
    `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /${font} /DW 1000 /FontDescriptor 7 0 R
        /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>`,
    `<< /Type /FontDescriptor /FontName /${font} /Flags 6 /FontBBox [-25 -254 1000 880]
        /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>`,
  );
}

test('of four decks attached one after another the present one and the one before stay', async () => {
  const decks = () => filesUnder(folder).filter((path) => path.startsWith('decks/'));
  const before = decks().length;
  for (let number = 1; number <= 4; number += 1) {
    const deck = await aPdf({}, (page) => page.text(`${projectId} ${number}`));
    expect(await send(owner, deck)).toMatchObject({ status: 201 });
    expect(decks().length - before).toBe(Math.min(number, 2));
  }
  await expect.poll(async () => (await state())?.drawn).toBe(1);
});

describe('a deck is refused', () => {
  test('before it is received, to whoever may not send it, and leaves no file', async () => {
    const before = filesUnder(folder);
    expect(await send(await api.as('owner2'), Buffer.alloc(20_000_000))).toMatchObject({ status: 403 });
    expect(filesUnder(folder)).toEqual(before);
  });

  test('when a picture in it has too many pixels, by its rule, and leaves no file', async () => {
    const before = filesUnder(folder);
    const picture = await sharp({ create: { width: 12_000, height: 12_000, channels: 3, background: '#c33' } })
      .jpeg()
      .toBuffer();
    const deck = await aPdf({ size: [960, 540] }, (page) => page.image(picture, 0, 0, { width: 500 }));
    expect(await send(owner, deck)).toMatchObject({
      status: 422,
      body: {
        errors: [{ pointer: '/deck', rule: 'max_pixels' }],
      },
    });
    expect(filesUnder(folder)).toEqual(before);
  });
});

describe('a page is shown whole', () => {
  test.each([
    ['wide', [1920, 400], [1600, 333]],
    ['of a screen', [960, 540], [1600, 900]],
    ['tall', [595, 2400], [793, 3200]],
    ['very tall', [100, 10_000], [32, 3200]],
  ])('%s', async (_form, size, pixels) => {
    const deck = await aPdf({ size: size as [number, number], margin: 0 }, (page) =>
      page
        .rect(0, 0, page.page.width, page.page.height / 10)
        .rect(0, page.page.height * 0.9, page.page.width, page.page.height / 10)
        .fill('black'),
    );
    const picture = await shown(deck);
    const { width, height } = await sharp(picture).metadata();
    expect([width, height]).toEqual(pixels);
    expect(
      [await ink(picture, 0, 0.09), await ink(picture, 0.2, 0.8), await ink(picture, 0.91, 1)].map(Math.round),
    ).toEqual([1, 0, 1]);
  });

  test.each([
    ['STSong-Light', 'UniGB-UCS2-H', '65b0675065999879'],
    ['SimSun', 'UniGB-UTF16-H', '65b0675065999879'],
    ['SimHei', 'GBK-EUC-H', 'd0c2b2c4c1cfcfee'],
  ])("in Chinese without its font (%s, %s), drawn from the product's own", async (font, encoding, codes) => {
    const picture = await shown(chinese(font, encoding, codes));
    expect(await ink(picture, 0.4, 0.8)).toBeGreaterThan(0.02);
    expect(
      await api.db.query(`SELECT k.words FROM deck_page k JOIN project j ON j.deck_sha256 = k.sha256 WHERE j.id = $1`, [
        projectId,
      ]),
    ).toEqual([{ words: '新材料项' }]);
  });
});

test('a deck that cannot be drawn to its end says at which page and why; what was drawn is kept', async () => {
  const inline = `q 100 0 0 100 0 0 cm BI /W 12000 /H 12000 /BPC 8 /CS /RGB /F /AHx ID 00> EI Q`;
  const words = bareOf(
    '/MediaBox [0 0 400 200] /Contents 4 0 R',
    `<< /Length ${inline.length} >>\nstream\n${inline}\nendstream`,
  );
  expect(await send(owner, words)).toMatchObject({ status: 201 });
  await expect.poll(state).toMatchObject({ pages: 1, drawn: 0, error: { rule: 'memory_limit', page: 1 } });
  await shown(await aPdf({ size: [960, 540] }, (page) => page.text('mended')));
  expect(await state()).toEqual({ pages: 1, drawn: 1, error: null });
});
