import type { Draft, DraftChange, DraftEvaluation, DraftSession, Effects, Role } from '@everexpo/contracts';
import { readTable, writeTable } from '@everexpo/interchange/tables';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aPerson } from '../testing/builders/index.ts';
import { startTestApi, type TestApi } from '../testing/test-api.ts';
import { aMove, aWorkspace, projectRows, projectTable, upload } from '../testing/workspace.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

describe('the workspace', () => {
  test('holds the demo edition as it is published, without a broken hard rule', async () => {
    const organizer = await api.as('organizer');
    const [row] = await api.asOwner<{ id: string }>(
      `SELECT id FROM edition WHERE demo AND EXISTS (SELECT 1 FROM session s WHERE s.edition_id = edition.id)
        ORDER BY starts_on DESC LIMIT 1`,
    );
    const draft = await organizer.ask<Draft>('GET', `/api/editions/${row?.id}/draft`);
    expect(draft.sessions).toHaveLength(101);
    expect(draft.rooms).toHaveLength(12);
    expect(draft.timeslots).toHaveLength(18);
    expect(draft.version?.number).toBe(1);
    const moved = draft.sessions.filter(({ published, startsAt }) => published?.startsAt !== startsAt);
    expect(moved).toEqual([]);
    const { rules } = await organizer.ask<DraftEvaluation>('GET', `/api/editions/${row?.id}/draft/evaluation`);
    expect(rules.filter((rule) => rule.score.hard < 0)).toEqual([]);
  });

  const others: Role[] = ['owner', 'investor', 'staff', 'attendee', 'admin'];

  test.each(others)('is not shown to an account of role %s', async (role) => {
    const { path } = await aWorkspace(api, { sessions: 1 });
    expect(await (await aPerson(api, { roles: [role] })).client.get(path('draft'))).toMatchObject({ status: 403 });
  });

  test('moves a session and tells a second organizer whose page is older, without losing either edit', async () => {
    const { draft, place, session: read } = await aWorkspace(api);
    const { session, to } = aMove(await draft());
    const moved = await place(session, to);
    const revision = session.revision + 1;
    expect(moved).toMatchObject({ status: 201, body: { sessions: [{ id: session.id, ...to, revision }] } });
    const { client: second } = await aPerson(api, { roles: ['organizer'] });
    const home = { roomId: session.roomId, startsAt: session.startsAt };
    const errors = [{ pointer: '/placements/0/revision', rule: 'current' }];
    expect(await place(session, home, second)).toMatchObject({ status: 409, body: { code: 'edit_conflict', errors } });
    expect(await read(session.id)).toMatchObject(to);
    expect((await place({ id: session.id, revision }, home, second)).status).toBe(201);
    expect(await read(session.id)).toMatchObject(home);
  });

  test('refuses a placing that blocks, and writes nothing of it', async () => {
    const { draft, place, session: read } = await aWorkspace(api);
    const [session, other] = (await draft()).sessions as [DraftSession, DraftSession];
    const refused = await place(session, { roomId: other.roomId, startsAt: other.startsAt });
    expect(refused).toMatchObject({ status: 409, body: { code: 'placing_blocked' } });
    expect(refused.body).toMatchObject({ rules: ['Room conflict'] });
    expect(await read(session.id)).toEqual(session);
  });

  test('names the field of a half placement, an unknown session and a locked one', async () => {
    const { organizer, path, draft, place } = await aWorkspace(api);
    const { session, to } = aMove(await draft());
    const half = await place(session, { ...to, startsAt: null });
    expect(half).toMatchObject({ status: 422, body: { errors: [{ pointer: '/placements/0/startsAt' }] } });
    const unknown = await place({ id: to.roomId, revision: 1 }, to);
    const errors = [{ pointer: '/placements/0/sessionId', rule: 'known' }];
    expect(unknown).toMatchObject({ status: 422, body: { errors } });
    const locked = await organizer.ask<DraftChange>('PUT', path(`draft/sessions/${session.id}/lock`), {
      locked: true,
      revision: session.revision,
    });
    expect(locked.sessions[0]?.locked).toBe(true);
    const held = await place({ id: session.id, revision: session.revision + 1 }, to);
    expect(held).toMatchObject({ status: 422, body: { errors: [{ rule: 'not_locked' }] } });
  });

  test('shows for every cell what going there would do', async () => {
    const busyOwner = await aPerson(api, { roles: ['owner'] });
    const { organizer, path, draft } = await aWorkspace(api, { busyOwner });
    const { sessions, rooms, timeslots } = await draft();
    const [session] = sessions as [DraftSession];
    const { cells } = await organizer.ask<Effects>('GET', path(`draft/sessions/${session.id}/effects`));
    expect(cells).toHaveLength(rooms.length * timeslots.length);
    const home = cells.find((cell) => cell.roomId === session.roomId && cell.startsAt === session.startsAt);
    expect(home?.delta).toEqual({ hard: 0, medium: 0, soft: 0 });
    expect(cells.some((cell) => cell.delta.hard < 0 && cell.worst !== null)).toBe(true);
  });
});

describe('importing projects', () => {
  test('good rows land, bad rows come back as a file, the mended file makes no doubles', async () => {
    const { draft, importTable } = await aWorkspace(api, { sessions: 1 });
    const owners = await Promise.all(Array.from({ length: 12 }, () => aPerson(api, { roles: ['owner'] })));
    const emails = owners.map(({ email }) => email);
    const rows = projectRows(44, emails);
    rows[2]![7] = '上海滩';
    rows[5]![11] = 'viel';
    rows[9]![12] = 'nobody@everexpo.example';
    rows[11]![0] = 'X-1';
    const first = await importTable(await writeTable(projectTable(rows), 'xlsx'), 'projects.xlsx');
    expect(first).toMatchObject({ status: 201, body: { rows: 44, added: 40, updated: 0 } });
    expect(first.body.faults.map(({ row, column }) => ({ row, column }))).toEqual([
      { row: 4, column: '市州' },
      { row: 7, column: '金额（万元）' },
      { row: 11, column: '联系人邮箱' },
      { row: 13, column: '项目编号' },
    ]);
    const back = await readTable(Buffer.from(first.body.faultsFile ?? '', 'base64'));
    expect(back.rows).toHaveLength(4);
    expect(back.headers.at(-1)).toBe('错误原因');

    back.rows[0]![7] = '绵阳';
    back.rows[1]![11] = '60';
    back.rows[2]![12] = emails[9] as string;
    back.rows[3]![0] = 'X-12';
    const second = await importTable(await writeTable(back, 'xlsx'), 'mended.xlsx');
    expect(second.body).toMatchObject({ rows: 4, added: 4, faults: [], faultsFile: null });
    const again = await importTable(await writeTable(projectTable(projectRows(44, emails)), 'csv'), 'all.csv');
    expect(again.body).toMatchObject({ added: 0, faults: [] });
    expect((await draft()).waiting).toBe(44);
  });

  test('refuses a file that is no table, one that lacks a column, and an edition that is not there', async () => {
    const { organizer, importTable } = await aWorkspace(api, { sessions: 1 });
    const noTable = await importTable(Buffer.from([0x50, 0x4b, 3, 4, 9, 9]), 'x.xlsx');
    expect(noTable).toMatchObject({ status: 422, body: { errors: [{ pointer: '/file', rule: 'table' }] } });
    const table = projectTable(projectRows(1, ['owner@everexpo.example']));
    const short = { headers: table.headers.slice(1), rows: table.rows.map((row) => row.slice(1)) };
    const lacking = await importTable(await writeTable(short, 'csv'), 'x.csv');
    const missing = { code: 'missing_columns', errors: [{ pointer: '/file/code' }] };
    expect(lacking).toMatchObject({ status: 422, body: missing });
    const nowhere = '/api/editions/00000000-0000-4000-8000-000000000000/projects/import';
    const refused = await organizer.send('POST', nowhere, upload(await writeTable(table, 'csv'), 'x.csv'));
    expect(refused).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });
});
