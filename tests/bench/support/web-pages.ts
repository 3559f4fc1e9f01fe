import type { Home, Replay, SessionDetail, Stage, StageTicket } from '@everexpo/contracts';
import { clientOf, demoPerson, type Host } from '../../../apps/api/src/testing/builders/index.ts';
import { until } from '../../support/until.ts';
import { publish } from './media.ts';

const RECORDED_MS = 8_000;

/** The session that begins next, and one of its projects. */
export async function theNextSession({ url }: Host): Promise<{ id: string; projectId: string }> {
  const anonymous = clientOf(url, '');
  const { next } = await anonymous.ask<Home>('GET', '/api/home');
  const id = next[0]?.id ?? '';
  const { runningOrder } = await anonymous.ask<SessionDetail>('GET', `/api/sessions/${id}`);
  return { id, projectId: runningOrder[0]?.project.id ?? '' };
}

/** The id of a session that was held, recorded for some seconds and closed: of those to come, the first. */
export async function aReplay(host: Host): Promise<string> {
  const { client: organizer } = await demoPerson(host, 'organizer');
  const owner = await demoPerson(host, 'owner');
  const { next } = await organizer.ask<Home>('GET', '/api/home');
  const id = next[0]?.id ?? '';
  const step = async (action: string, { revision }: { revision: number }, more = {}) =>
    organizer.ask<Stage>('POST', `/api/sessions/${id}/stage/steps`, { action, revision, ...more });
  await step('next', await step('open', { revision: 0 }), { confirmAbsent: true });
  await organizer.ask('PUT', `/api/sessions/${id}/stage/presenters/${owner.id}`, { onStage: true });
  const publisher = await publish(await owner.client.ask<StageTicket>('POST', `/api/sessions/${id}/stage/ticket`));
  const replay = () => organizer.ask<Replay>('GET', `/api/sessions/${id}/replay`);
  await until('some seconds are recorded', async () => (await replay()).durationMs > RECORDED_MS);
  await step('close', await organizer.ask<Stage>('GET', `/api/sessions/${id}/stage`));
  await publisher.stop();
  await until('the recording is joined', async () => (await replay()).files.every(({ state }) => state === 'ready'));
  return id;
}
