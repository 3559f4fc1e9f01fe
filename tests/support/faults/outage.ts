import type { Installation } from '../installation/installation.ts';
import { until } from '../until.ts';

/** kill -9 on the API and the media server, at the same moment. */
export async function killEverything({ media, killApi }: Installation): Promise<void> {
  process.kill(media.pid(), 'SIGKILL');
  await killApi();
}

/** Starts the API again; the media server comes back by itself. */
export async function startEverything({ media, startApi }: Installation): Promise<void> {
  await startApi();
  const url = media.url.replace(/^ws/, 'http');
  await until('the media server answers again', async () => (await fetch(url)).ok);
}
