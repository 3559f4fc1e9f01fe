import type { MyProject } from '@everexpo/contracts';
import sharp from 'sharp';
import { expect } from 'vitest';
import type { TestApi } from '../test-api.ts';
import { caseBytes } from './case-files.ts';
import { caseDoor } from './doors.ts';
import type { Outcome, Outcomes } from './outcome.ts';

/** Its first page as everybody sees it, once it is drawn. */
async function firstPage(api: TestApi, name: string): Promise<{ picture: Buffer; words: string }> {
  const door = await caseDoor(api, 'POST /api/projects/{id}/deck deck');
  expect(await door.send(caseBytes(name), name)).toMatchObject({ status: 201 });
  const id = door.path.split('/')[3] as string;
  const deck = async () =>
    (await door.client.ask<{ items: MyProject[] }>('GET', '/api/my-projects')).items.find(
      ({ project }) => project.id === id,
    )?.deck;
  await expect.poll(deck).toMatchObject({ pages: 1, drawn: 1, error: null });
  const answer = await fetch(`${api.url}${door.path}/pages/1`, { headers: { cookie: door.client.cookie } });
  const [page] = await api.asOwner<{ words: string }>(
    `SELECT k.words FROM deck_page k JOIN project j ON j.deck_sha256 = k.sha256 WHERE j.id = $1`,
    [id],
  );
  return { picture: Buffer.from(await answer.arrayBuffer()), words: page?.words ?? '' };
}

/** The darkest point of a stripe of a picture, given as parts of its height. */
async function darkest(picture: Buffer, from: number, to: number): Promise<number> {
  const { width, height } = await sharp(picture).metadata();
  const stripe = { left: 0, top: Math.floor(height * from), width, height: Math.floor(height * (to - from)) };
  const { channels } = await sharp(await sharp(picture).extract(stripe).png().toBuffer()).stats();
  return Math.min(...channels.map(({ min }) => min));
}

const isDamagedAt =
  (upload: string): Outcome =>
  async (api) => {
    const { status, body } = await (await caseDoor(api, upload)).send(caseBytes('pdf/cut.pdf'), 'cut.pdf');
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([{ rule: 'readable' }]);
  };

export const pdfs: Outcomes = {
  'pdf/tall.pdf': {
    'the whole page is shown': async (api) => {
      const { picture } = await firstPage(api, 'pdf/tall.pdf');
      const { width, height } = await sharp(picture).metadata();
      expect(height / width).toBeCloseTo(2400 / 595, 1);
      expect(await darkest(picture, 0, 0.1)).toBeLessThan(128);
      expect(await darkest(picture, 0.9, 1)).toBeLessThan(128);
    },
  },
  'pdf/cut.pdf': {
    'refused as damaged as evidence': isDamagedAt('POST /api/milestones/{id}/evidence file'),
    'refused as damaged as the scan of a paper': isDamagedAt('POST /api/agreements/paper scan'),
  },
  'pdf/cjk-noembed.pdf': {
    "its characters are drawn from the product's own fonts": async (api) => {
      const { picture, words } = await firstPage(api, 'pdf/cjk-noembed.pdf');
      expect(words).toMatch(/\p{Script=Han}/u);
      expect(await darkest(picture, 0, 1)).toBeLessThan(128);
    },
  },
};
