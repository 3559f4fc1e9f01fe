import type { SessionImportReport } from '@everexpo/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';
import { aWorkspace, upload } from '../../testing/workspace.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

describe.each(['xml', 'json'] as const)('a schedule.%s that names a session that the workspace lost', (format) => {
  test('brings it back as itself, while the programme has it', async () => {
    const { edition, organizer, path, draft, publish } = await aWorkspace(api);
    for (const table of ['session', 'draft_session'])
      await api.asOwner(`UPDATE ${table} SET city = 'yibin' WHERE edition_id = $1`, [edition.id]);
    const [lost] = (await draft()).sessions;
    const inPublic = async () =>
      (
        await api.asOwner(
          `SELECT s.id, s.city, s.cancelled_at, p.project_id, p.position, p.minutes
             FROM session s JOIN pitch p ON p.session_id = s.id WHERE s.edition_id = $1 ORDER BY s.id, p.position`,
          [edition.id],
        )
      ).map((row) => JSON.stringify(row));
    const before = await inPublic();
    const bytes = Buffer.from(await (await fetch(`${api.url}/export/schedule.${format}`)).arrayBuffer());
    await api.asOwner(`DELETE FROM draft_session WHERE id = $1`, [lost?.id]);
    const imported = await organizer.send<SessionImportReport>(
      'POST',
      path('draft/import'),
      upload(bytes, `schedule.${format}`),
    );
    expect(imported).toMatchObject({ status: 201, body: { eventErrors: [] } });
    const again = (await draft()).sessions.find(({ id }) => id === lost?.id);
    const { code, kind, track, field, city, startsAt, roomId, pitchCount } = lost ?? {};
    expect(again).toMatchObject({ code, kind, track, field, city, startsAt, roomId, pitchCount });
    expect(await publish('原样')).toMatchObject({ status: 201 });
    expect(await inPublic()).toEqual(before);
  });
});
