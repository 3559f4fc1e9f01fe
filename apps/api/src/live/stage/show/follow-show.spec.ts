import type { StageAction } from '@everexpo/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aSession, step } from '../../../testing/builders/index.ts';
import { mediaKeys, startTestApi, type TestApi } from '../../../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi(mediaKeys);
});
afterAll(() => api.close());

test('what the programme knows of the show agrees with the stage after every step', async () => {
  const { session, organizer } = await aSession(api, { pitches: 5 });
  const [first, second, , fourth, fifth] = session.pitches.map(({ id }) => id);
  const known = () =>
    api.asOwner(
      `SELECT s.state, t.id AS pitch, t.begun FROM session s JOIN pitch t ON t.session_id = s.id
        WHERE s.id = $1 ORDER BY t.id`,
      [session.id],
    );
  const onStage = () =>
    api.asOwner(
      `SELECT st.state, t.id AS pitch, g.started_at IS NOT NULL AS begun
         FROM stage st JOIN pitch t ON t.session_id = st.session_id LEFT JOIN pitch_progress g ON g.pitch_id = t.id
        WHERE st.session_id = $1 ORDER BY t.id`,
      [session.id],
    );
  const steps: [StageAction, object, { state: string; begun: number }][] = [
    ['open', {}, { state: 'live', begun: 0 }],
    ['next', {}, { state: 'live', begun: 1 }],
    ['skip', { pitchId: second }, { state: 'live', begun: 1 }],
    ['next', {}, { state: 'live', begun: 2 }],
    ['undo', {}, { state: 'live', begun: 1 }],
    ['next', {}, { state: 'live', begun: 2 }],
    ['bring-back', { pitchId: first }, { state: 'live', begun: 1 }],
    ['undo', {}, { state: 'live', begun: 2 }],
    ['swap', { pitchId: fourth, withPitchId: fifth }, { state: 'live', begun: 2 }],
    ['close', {}, { state: 'ended', begun: 2 }],
  ];
  for (const [at, [action, more, { state, begun }]] of steps.entries()) {
    await step(organizer.client, session.id, action, more);
    const now = await known();
    expect(now, `step ${at}: ${action}`).toEqual(await onStage());
    expect(new Set(now.map((row) => (row as { state: string }).state))).toEqual(new Set([state]));
    expect(now.filter((row) => (row as { begun: boolean }).begun)).toHaveLength(begun);
  }
});
