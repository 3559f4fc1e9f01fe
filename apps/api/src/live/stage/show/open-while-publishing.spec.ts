import type { Stage, StageAction, Version } from '@everexpo/contracts';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, onTestFinished, test } from 'vitest';
import { aSession, step, tryStep } from '../../../testing/builders/index.ts';
import { addressesOf } from '../../../testing/copy-database.ts';
import { mediaKeys, startTestApi, type TestApi } from '../../../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ ...mediaKeys, OUTBOX: 'false' });
});
afterAll(() => api.close());

/** Holds the edition's row, as another change of its programme does, until it is given back. */
async function holdEdition(editionId: string): Promise<{ release: () => Promise<unknown> }> {
  const other = new pg.Client({ connectionString: addressesOf(inject('databaseUrl'), api.database).ownerUrl });
  await other.connect();
  onTestFinished(() => other.end());
  await other.query('BEGIN');
  await other.query('SELECT 1 FROM edition WHERE id = $1 FOR UPDATE', [editionId]);
  return { release: () => other.query('ROLLBACK') };
}

const waiting = async () => {
  const [row] = await api.asOwner<{ n: number }>(
    `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return row?.n;
};

test.each<{ action: StageAction; state: Stage['state'] }>([
  { action: 'open', state: 'live' },
  { action: 'close', state: 'ended' },
])('a session can $action while a version is being published: both are done', async ({ action, state }) => {
  const { edition, session, organizer } = await aSession(api);
  if (action === 'close') await step(organizer.client, session.id, 'open');
  const held = await holdEdition(edition.id);
  const publishing = organizer.client.create<Version>(`/api/editions/${edition.id}/versions`, { note: '第二版' });
  await expect.poll(waiting).toBe(1);
  const taking = tryStep(organizer.client, session.id, action);
  await expect.poll(waiting).toBe(2);
  await held.release();
  const [published, taken] = await Promise.all([publishing, taking]);
  expect(published).toMatchObject({ status: 201, body: { state: 'published' } });
  expect(taken).toMatchObject({ status: 200, body: { state } });
});
