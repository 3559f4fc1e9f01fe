import type { Page, Request } from 'playwright-core';
import { until } from '../until.ts';

/**
 * Follows a desk page's attempts to log papers from now on. What it returns waits until the page has nothing more to
 * send: no paper is kept in the browser, nobody goes through them, and the last attempt has its answer or has failed.
 */
export function untilPapersSettled(page: Page): () => Promise<void> {
  const pending = new Set<Request>();
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/agreements/paper')) pending.add(request);
  });
  for (const ended of ['requestfinished', 'requestfailed'] as const) {
    page.on(ended as 'requestfinished', (request) => void pending.delete(request));
  }
  return async () => {
    await until('the page has nothing more to send', async () => {
      const { kept, held } = await page.evaluate(lookIntoQueue);
      return kept === 0 && !held && pending.size === 0;
    });
  };
}

async function lookIntoQueue(): Promise<{ kept: number; held: boolean }> {
  const { held = [] } = await navigator.locks.query();
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('everexpo-desk');
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  const kept = await new Promise<number>((resolve, reject) => {
    const counting = database.transaction('papers').objectStore('papers').count();
    counting.onsuccess = () => resolve(counting.result);
    counting.onerror = () => reject(counting.error);
  });
  database.close();
  return { kept, held: held.some(({ name }) => name === 'everexpo-desk') };
}
