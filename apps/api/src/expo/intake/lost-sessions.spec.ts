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
    const [lost] = (await draft()).sessions;
    const bytes = Buffer.from(await (await fetch(`${api.url}/export/schedule.${format}`)).arrayBuffer());
    await api.asOwner(`DELETE FROM draft_session WHERE id = $1`, [lost?.id]);
    const imported = await organizer.send<SessionImportReport>(
      'POST',
      path('draft/import'),
      upload(bytes, `schedule.${format}`),
    );
    expect(imported).toMatchObject({ status: 201, body: { eventErrors: [] } });
    const again = (await draft()).sessions.find(({ id }) => id === lost?.id);
    const { code, kind, track, field, startsAt, roomId } = lost ?? {};
    expect(again).toMatchObject({ code, kind, track, field, startsAt, roomId });
    expect(await publish('原样')).toMatchObject({ status: 201 });
    const cancelled = await api.asOwner(`SELECT 1 FROM session WHERE edition_id = $1 AND cancelled_at IS NOT NULL`, [
      edition.id,
    ]);
    expect(cancelled).toEqual([]);
  });
});
