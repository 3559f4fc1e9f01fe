import type { Home, Replay, SessionDetail, Stage, StageTicket } from '@everexpo/contracts';
import { api, signedIn } from '../support/http.ts';
import { until } from '../support/until.ts';
import { publish } from './media.ts';

const RECORDED_MS = 8_000;

/** The session that begins next, and one of its projects. */
export async function theNextSession(url: string): Promise<{ id: string; projectId: string }> {
  const { next } = await api<Home>(url, 'GET', '/api/home');
  const id = next[0]?.id ?? '';
  const { runningOrder } = await api<SessionDetail>(url, 'GET', `/api/sessions/${id}`);
  return { id, projectId: runningOrder[0]?.project.id ?? '' };
}

/** The id of a session that was held, recorded for some seconds and closed: of those to come, the first. */
export async function aReplay(url: string): Promise<string> {
  const [organizer, owner] = [await signedIn(url, 'organizer'), await signedIn(url, 'owner')];
  const { next } = await api<Home>(url, 'GET', '/api/home');
  const id = next[0]?.id ?? '';
  const step = async (action: string, { revision }: { revision: number }) =>
    organizer<Stage>('POST', `/api/sessions/${id}/stage/steps`, { action, revision });
  await step('next', await step('open', { revision: 0 }));
  const { person } = await owner<{ person: { id: string } }>('GET', '/api/me');
  await organizer('PUT', `/api/sessions/${id}/stage/presenters/${person.id}`, { onStage: true });
  const publisher = await publish(await owner<StageTicket>('POST', `/api/sessions/${id}/stage/ticket`));
  const replay = () => organizer<Replay>('GET', `/api/sessions/${id}/replay`);
  await until('some seconds are recorded', async () => (await replay()).milliseconds > RECORDED_MS);
  await step('close', await organizer<Stage>('GET', `/api/sessions/${id}/stage`));
  await publisher.stop();
  await until('the recording is joined', async () => (await replay()).files.every(({ state }) => state === 'ready'));
  return id;
}
