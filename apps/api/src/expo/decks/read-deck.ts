import { startThread } from '../../platform/index.ts';
import type { DeckNews, DeckTask } from './deck-worker.ts';

/** A file that keeps a thread busy for longer is as good as damaged. */
const COUNT_MS = 30_000;
const DRAW_MS = 240_000;

type Drawn = Extract<DeckNews, { kind: 'drawn' }>;

/** How many pages a PDF has, or why it cannot be read. Read in a thread of its own: a hostile file harms nothing else. */
export async function countPages(bytes: Buffer): Promise<number | 'encrypted' | 'damaged'> {
  let found: number | 'encrypted' | 'damaged' = 'damaged';
  await work({ bytes, from: null }, COUNT_MS, (news) => {
    if (news.kind === 'counted') found = news.pages;
    else if (news.kind === 'encrypted') found = 'encrypted';
    return Promise.resolve();
  });
  return found;
}

/** Draws the pages from one on and hands each over in turn; false when the file cannot be drawn to its end. */
export async function drawPages(bytes: Buffer, from: number, take: (page: Drawn) => Promise<void>): Promise<boolean> {
  let whole = true;
  const ended = await work({ bytes, from }, DRAW_MS, async (news) => {
    if (news.kind === 'drawn') await take(news);
    else if (news.kind !== 'counted') whole = false;
  });
  return whole && ended;
}

/** Resolves to whether the thread came to its end by itself. */
function work(task: DeckTask, limitMs: number, hear: (news: DeckNews) => Promise<void>): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const thread = startThread(new URL('./deck-worker.ts', import.meta.url), task);
    let inTurn = Promise.resolve();
    let exceeded = false;
    const timer = setTimeout(() => {
      exceeded = true;
      void thread.terminate();
    }, limitMs);
    thread.on('message', (news: DeckNews) => {
      inTurn = inTurn.then(() => hear(news));
    });
    thread.on('error', () => {
      exceeded = true;
    });
    thread.once('exit', () => {
      clearTimeout(timer);
      inTurn.then(() => resolve(!exceeded), reject);
    });
  });
}
