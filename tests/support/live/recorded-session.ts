import type { Replay } from '@everexpo/contracts';
import { aPerson, aSession, step, type SessionFixture } from '../../../apps/api/src/testing/builders/index.ts';
import type { Installation } from '../installation/installation.ts';
import { LightClients } from '../light-clients/light-clients.ts';
import { recorderOf } from './recorder-process.ts';
import { untilPresent } from './stage.ts';
import { until } from '../until.ts';

export const QUESTIONS = ['量产良率如何？', '何时供货？'] as const;

/** Milliseconds of recording that each of the two pitches has at least. */
const PITCH_MS = 8_000;

/**
 * A session of two pitches that was recorded, and whose recorder was killed in the first of them: a question was asked
 * in each, the files are ready. `lostMs` was not recorded.
 */
export async function aRecordedSession(host: Installation): Promise<SessionFixture & { lostMs: number }> {
  const fixture = await aSession(host, { pitches: 2 });
  const { session, organizer } = fixture;
  const replay = () => organizer.client.ask<Replay>('GET', `/api/sessions/${session.id}/replay`);
  const presenters = session.pitches.map(({ owner }) => owner);
  const clients = await LightClients.start(host, { sessionId: session.id, presenters });
  try {
    await untilPresent(organizer.client, session.id, presenters.length);
    await step(organizer.client, session.id, 'open');
    await step(organizer.client, session.id, 'next');
    await askQuestion(host, session.id, QUESTIONS[0]);
    await untilRecorded(replay, PITCH_MS / 2);

    process.kill(recorderOf(session.id), 'SIGKILL');
    await until('another recorder goes on', async () => (await replay()).timeRanges.length === 2);
    await untilRecorded(replay, PITCH_MS);

    await step(organizer.client, session.id, 'next');
    await askQuestion(host, session.id, QUESTIONS[1]);
    await untilRecorded(replay, 2 * PITCH_MS);
    await step(organizer.client, session.id, 'close');
    await until(
      'the files are made',
      async () => {
        const { files } = await replay();
        return files.length > 0 && files.every(({ state }) => state === 'ready');
      },
      { evidence: async () => JSON.stringify((await replay()).files) },
    );
  } finally {
    await clients.stop();
  }
  const [before, after] = (await replay()).timeRanges;
  if (!before || !after) throw new Error('there are two timeRanges');
  return { ...fixture, lostMs: Date.parse(after.at) - Date.parse(before.at) - before.durationMs };
}

async function askQuestion(host: Installation, sessionId: string, body: string): Promise<void> {
  const { client } = await aPerson(host);
  await client.ask('POST', `/api/sessions/${sessionId}/questions`, { body });
}

/** The recording's own length, not the clock's: a slow machine records as much. */
async function untilRecorded(replay: () => Promise<Replay>, durationMs: number): Promise<void> {
  await until(`${durationMs} ms recorded`, async () => (await replay()).durationMs >= durationMs);
}
