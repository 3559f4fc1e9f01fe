import type {
  Draft, DraftChange, DraftEvaluation, DraftSession, Effects, GroupReport, ImportReport, NoticePage, Problem,
  RepairProposal, Role, SolveProgress, SolveRun, Version, VersionDiff,
} from '@everexpo/contracts';
import { readTable, writeTable } from '@everexpo/interchange';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aGrid, aPerson, someWaitingProjects, type GridOptions } from '../testing/builders/index.ts';
import { asked, connectSocket } from '../testing/sockets.ts';
import { startTestApi, type Client, type TestApi } from '../testing/test-api.ts';
import { projectRows, projectTable, upload } from '../testing/workspace.ts';
import { PublishDue } from './versions/publish-due.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

type Place = { roomId: string | null; startsAt: string | null };

/** A published edition on a grid of its own, and an organizer at its workspace. */
async function aWorkspace(options: GridOptions = {}) {
  const edition = await aGrid(api, options);
  const { client: organizer } = await aPerson(api, { roles: ['organizer'] });
  const path = (rest: string) => `/api/editions/${edition.id}/${rest}`;
  const draft = () => organizer.ask<Draft>('GET', path('draft'));
  return {
    edition, organizer, path, draft,
    evaluation: () => organizer.ask<DraftEvaluation>('GET', path('draft/evaluation')),
    versions: async () => (await organizer.ask<{ items: Version[] }>('GET', path('versions'))).items,
    diff: (from: string, to: string) => organizer.ask<VersionDiff>('GET', path(`versions/diff?from=${from}&to=${to}`)),
    publish: (note: string, more: object = {}) => organizer.create<Version>(path('versions'), { note, ...more }),
    place: ({ id, revision }: Pick<DraftSession, 'id' | 'revision'>, to: Place, client = organizer) =>
      client.send<DraftChange>('POST', path('draft/placements'), {
        placements: [{ sessionId: id, revision, ...to }],
      }),
    session: async (id: string) => (await draft()).sessions.find((one) => one.id === id) as DraftSession,
    importTable: (bytes: Buffer, name: string) =>
      organizer.send<ImportReport>('POST', path('projects/import'), upload(bytes, name)),
  };
}

/** A session and a cell that is free for it. */
function aMove({ sessions, rooms, timeslots }: Draft): { session: DraftSession; to: { roomId: string; startsAt: string } } {
  const [session] = sessions as [DraftSession];
  const taken = new Set(sessions.map(({ roomId, startsAt }) => `${roomId} ${startsAt}`));
  const cells = rooms.flatMap(({ id }) => timeslots.map(({ startsAt }) => ({ roomId: id, startsAt })));
  const to = cells.find(({ roomId, startsAt }) => !taken.has(`${roomId} ${startsAt}`));
  if (!to) throw new Error('no cell is free');
  return { session, to };
}

/** Waits for a solver, by asking as a page without a socket would. */
async function solved(organizer: Client, runId: string): Promise<SolveRun> {
  const run = () => organizer.ask<SolveRun>('GET', `/api/solve-runs/${runId}`);
  await expect.poll(async () => (await run()).state, { message: 'the solver ends' }).not.toBe('running');
  return run();
}

describe('the workspace', () => {
  test('holds the demo edition as it is published, without a broken hard rule', async () => {
    const organizer = await api.as('organizer');
    const [row] = await api.asOwner<{ id: string }>(
      `SELECT id FROM edition WHERE code = 'KC-' || year AND EXISTS (SELECT 1 FROM session s WHERE s.edition_id = edition.id)
         AND demo ORDER BY starts_on DESC LIMIT 1`,
    );
    const draft = await organizer.ask<Draft>('GET', `/api/editions/${row?.id}/draft`);
    expect(draft.sessions).toHaveLength(101);
    expect(draft.rooms).toHaveLength(12);
    expect(draft.timeslots).toHaveLength(18);
    expect(draft.version?.number).toBe(1);
    expect(draft.sessions.map((session) => session.published?.startsAt)).toEqual(draft.sessions.map((one) => one.startsAt));
    const { rules } = await organizer.ask<DraftEvaluation>('GET', `/api/editions/${row?.id}/draft/evaluation`);
    expect(rules.filter((rule) => rule.score.hard < 0)).toEqual([]);
  });

  test.each<Role>(['owner', 'investor', 'staff', 'attendee', 'admin'])('is not shown to an account of role %s', async (role) => {
    const { path } = await aWorkspace({ sessions: 1 });
    expect(await (await aPerson(api, { roles: [role] })).client.get(path('draft'))).toMatchObject({ status: 403 });
  });

  test('moves a session and tells a second organizer whose page is older, without losing either edit', async () => {
    const { draft, place, session: read } = await aWorkspace();
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
    const { draft, place, session: read } = await aWorkspace();
    const [session, other] = (await draft()).sessions as [DraftSession, DraftSession];
    const refused = await place(session, { roomId: other.roomId, startsAt: other.startsAt });
    expect(refused).toMatchObject({ status: 409, body: { code: 'placing_blocked' } });
    expect((refused.body as unknown as Problem).detail).toContain('Room conflict');
    expect(await read(session.id)).toEqual(session);
  });

  test('names the field of a half placement, an unknown session and a locked one', async () => {
    const { organizer, path, draft, place } = await aWorkspace();
    const { session, to } = aMove(await draft());
    const half = await place(session, { ...to, startsAt: null });
    expect(half).toMatchObject({ status: 422, body: { errors: [{ pointer: '/placements/0/startsAt' }] } });
    const unknown = await place({ id: to.roomId, revision: 1 }, to);
    const errors = [{ pointer: '/placements/0/sessionId', rule: 'known' }];
    expect(unknown).toMatchObject({ status: 422, body: { errors } });
    const locked = await organizer.ask<DraftChange>('PUT', path(`draft/sessions/${session.id}/lock`), {
      locked: true, revision: session.revision,
    });
    expect(locked.sessions[0]?.locked).toBe(true);
    const held = await place({ id: session.id, revision: session.revision + 1 }, to);
    expect(held).toMatchObject({ status: 422, body: { errors: [{ rule: 'not_locked' }] } });
  });

  test('tells for every cell what going there would do', async () => {
    const busyOwner = await aPerson(api, { roles: ['owner'] });
    const { organizer, path, draft } = await aWorkspace({ busyOwner });
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
    const { draft, importTable } = await aWorkspace({ sessions: 1 });
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
    const { organizer, importTable } = await aWorkspace({ sessions: 1 });
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

test('projects that wait are grouped, solved, adopted and published; who is concerned is told once', async () => {
  const { edition, organizer, path, draft, diff, publish } = await aWorkspace({ sessions: 2 });
  const owners = await someWaitingProjects(api, edition.id, 44);
  // They are grouped into sessions.
  const grouped = await organizer.ask<GroupReport>('POST', path('draft/group'));
  expect(grouped).toMatchObject({ sessions: 2, projects: 44, left: 0 });
  expect(grouped.draft.sessions.map((session) => session.pitchCount)).toEqual([22, 22]);
  const fresh = grouped.draft.sessions.map(({ id }) => id);
  // The solver finds a place for each, and what it found is taken over.
  const started = await organizer.ask<SolveRun>('POST', path('draft/solve'), { seconds: 2, warm: true });
  const run = await solved(organizer, started.id);
  expect(run).toMatchObject({ state: 'done', score: { hard: 0 }, impossible: [] });
  expect(run.curve.length).toBeGreaterThan(1);
  await organizer.ask('POST', `/api/solve-runs/${run.id}/adopt`);
  expect((await draft()).sessions.filter((session) => session.startsAt === null)).toEqual([]);
  const pending = await diff('published', 'draft');
  const added = pending.changes.filter(({ change }) => change === 'added').map(({ sessionId }) => sessionId);
  expect(added.sort()).toEqual(fresh.toSorted());
  // It becomes public.
  const published = await publish('新增两场新材料专场');
  expect(published).toMatchObject({ status: 201, body: { number: 2, state: 'published' } });
  expect((await diff('published', 'draft')).changes).toEqual([]);
  for (const id of fresh) expect((await api.anonymous.get(`/api/sessions/${id}`)).status).toBe(200);
  // Each owner is told, once.
  const told = async () => {
    const sql = `SELECT person_id AS id FROM notice WHERE version_id = $1 AND person_id = ANY($2)`;
    const rows = await api.asOwner<{ id: string }>(sql, [published.body.id, owners.map(({ id }) => id)]);
    return rows.map(({ id }) => id).sort();
  };
  await expect.poll(told).toEqual(owners.map(({ id }) => id).sort());
  const notices = await owners[0]?.client.ask<NoticePage>('GET', '/api/notices');
  expect(notices).toMatchObject({ unread: 1, items: [{ versionNumber: 2 }] });
});

test('a solver is one at a time; cancelled, it keeps what it has found', async () => {
  const { edition, organizer, path } = await aWorkspace();
  const socket = await connectSocket(api, organizer.cookie);
  await asked(socket, 'draft:watch', { editionId: edition.id });
  const progress = new Promise<SolveProgress>((seen) => socket.once('solve:progress', seen));
  const solve = () => organizer.send<SolveRun>('POST', path('draft/solve'), { seconds: 300 });
  const started = await solve();
  expect(started).toMatchObject({ status: 201, body: { state: 'running' } });
  expect(await solve()).toMatchObject({ status: 409, body: { code: 'already_solving' } });
  const { runId, score } = await progress;
  expect(runId).toBe(started.body.id);
  await organizer.ask('POST', `/api/solve-runs/${runId}/cancel`);
  const run = await solved(organizer, runId);
  expect(run).toMatchObject({ state: 'cancelled', score: { hard: 0 } });
  expect(run.curve[0]?.score).toEqual(score);
});

describe('versions', () => {
  test('swap two sessions atomically, roll back, and raise the sequence of what changed alone', async () => {
    const { edition, organizer, path, draft, session, publish, versions, diff } = await aWorkspace();
    const [a, b] = (await draft()).sessions as [DraftSession, DraftSession];
    const swap = await organizer.send<DraftChange>('POST', path('draft/placements'), {
      placements: [
        { sessionId: a.id, roomId: b.roomId, startsAt: b.startsAt, revision: a.revision },
        { sessionId: b.id, roomId: a.roomId, startsAt: a.startsAt, revision: b.revision },
      ],
    });
    expect(swap.status).toBe(201);
    const sequences = async () => {
      const sql = `SELECT id, sequence FROM session WHERE edition_id = $1`;
      const rows = await api.asOwner<{ id: string; sequence: number }>(sql, [edition.id]);
      return new Map(rows.map((row) => [row.id, row.sequence]));
    };
    const before = await sequences();
    expect(await publish('两场互换')).toMatchObject({ status: 201, body: { number: 2 } });
    const raised = [...(await sequences())].filter(([id, sequence]) => sequence !== before.get(id));
    expect(raised.map(([id, sequence]) => [id, sequence - (before.get(id) ?? 0)]).sort()).toEqual(
      [a.id, b.id].map((id) => [id, 1]).sort(),
    );
    const first = (await versions()).find(({ number }) => number === 1);
    const restored = await organizer.create<Version>(path(`versions/${first?.id}/restore`), { note: '回到第一版' });
    expect(restored).toMatchObject({ status: 201, body: { number: 3 } });
    expect((await diff(first?.id ?? '', restored.body.id)).changes).toEqual([]);
    expect(await session(a.id)).toMatchObject({ roomId: a.roomId, startsAt: a.startsAt });
  });

  test('a session taken out is cancelled in public, and comes back with the next version', async () => {
    const { draft, place, publish, session: read } = await aWorkspace();
    const [session] = (await draft()).sessions as [DraftSession];
    const cancelled = async () =>
      (await api.anonymous.ask<{ cancelled: boolean }>('GET', `/api/sessions/${session.id}`)).cancelled;
    await place(session, { roomId: null, startsAt: null });
    await publish('取消一场');
    expect(await cancelled()).toBe(true);
    const ics = await api.anonymous.ask<string>('GET', '/export/programme.ics');
    expect(ics.match(/STATUS:CANCELLED/g)).toHaveLength(1);
    await place(await read(session.id), { roomId: session.roomId, startsAt: session.startsAt });
    await publish('恢复');
    expect(await cancelled()).toBe(false);
  });

  test('publishing waits for its time', async () => {
    const { draft, place, publish, versions } = await aWorkspace();
    const { session, to } = aMove(await draft());
    await place(session, to);
    const past = await publish('过去', { publishAt: new Date(0).toISOString() });
    expect(past).toMatchObject({ status: 422, body: { errors: [{ pointer: '/publishAt' }] } });
    const { body: waiting } = await publish('稍后', { publishAt: new Date(Date.now() + 86_400_000).toISOString() });
    expect(waiting).toMatchObject({ state: 'scheduled', number: null });
    const sweep = () => api.app.get(PublishDue).sweep();
    const state = async () => (await versions()).find(({ id }) => id === waiting.id)?.state;
    await sweep();
    expect(await state()).toBe('scheduled');
    // Its time comes.
    await api.asOwner(`UPDATE programme_version SET publish_at = now() WHERE id = $1`, [waiting.id]);
    await sweep();
    await expect.poll(state).toBe('published');
    const shown = await api.anonymous.ask<{ startsAt: string }>('GET', `/api/sessions/${session.id}`);
    expect(shown.startsAt).toBe(to.startsAt);
  });

  test('publishing that waits is called off', async () => {
    const { organizer, path, publish, versions } = await aWorkspace({ sessions: 1 });
    const publishAt = new Date(Date.now() + 86_400_000).toISOString();
    const { body: far } = await publish('很久以后', { publishAt });
    const off = await organizer.ask<Version>('POST', path(`versions/${far.id}/call-off`));
    expect(off.state).toBe('called-off');
    await api.asOwner(`UPDATE programme_version SET publish_at = now() WHERE id = $1`, [far.id]);
    await api.app.get(PublishDue).sweep();
    expect((await versions()).find(({ id }) => id === far.id)?.state).toBe('called-off');
  });
});

describe('when the day breaks', () => {
  test('a lost room: the proposal empties it, leaves what has begun, and can be published in one press', async () => {
    const { organizer, path, draft, publish, evaluation } = await aWorkspace();
    const { sessions, timeslots } = await draft();
    const [begun, lost] = sessions as [DraftSession, DraftSession];
    await api.asOwner(`INSERT INTO stage (session_id, state, opened_at) VALUES ($1, 'live', now())`, [begun.id]);
    const roomId = lost.roomId ?? '';
    const span = { from: lost.startsAt ?? '', until: timeslots.at(-1)?.endsAt ?? '' };
    const repair = { cause: 'room-lost', roomId, ...span };
    const proposal = await organizer.ask<RepairProposal>('POST', path('draft/repair'), repair);
    expect(proposal.solved).toBe(true);
    const concerned = sessions.filter((one) => one.roomId === roomId && (one.startsAt ?? '') >= span.from);
    const moved = proposal.moves.map(({ sessionId }) => sessionId);
    expect(moved).toEqual(expect.arrayContaining(concerned.map(({ id }) => id)));
    expect(moved).not.toContain(begun.id);
    expect(proposal.moves.filter(({ to }) => to?.roomId === roomId && to.startsAt >= span.from)).toEqual([]);
    expect(proposal.people).toBeGreaterThan(0);
    const placements = proposal.moves.map(({ sessionId, revision, to }) => ({
      sessionId, revision, roomId: to?.roomId ?? null, startsAt: to?.startsAt ?? null,
    }));
    expect(await publish('展厅停用', { placements })).toMatchObject({ status: 201, body: { state: 'published' } });
    const spans = [{ startsAt: span.from, endsAt: span.until }];
    await organizer.ask('PUT', path(`rooms/${roomId}/closures`), { spans });
    const { rules } = await evaluation();
    expect(rules.find(({ name }) => name === 'Room unavailable timeslot')).toBeUndefined();
  });

  test('a presenter who cannot come lights up the sessions concerned and blocks publishing', async () => {
    const { edition, organizer, path, evaluation, publish } = await aWorkspace();
    const [session] = edition.sessions;
    const start = session?.startsAt ?? '';
    const spans = [{ startsAt: start, endsAt: new Date(Date.parse(start) + 3_600_000).toISOString() }];
    const away = path(`people/${session?.pitches[0]?.owner.id}/unavailability`);
    await organizer.ask('PUT', away, { spans });
    const { rules } = await evaluation();
    expect(rules.find(({ name }) => name === 'Speaker unavailable timeslot')).toMatchObject({
      impact: 'block-publishing', matches: [{ sessions: [session?.code] }],
    });
    expect(await publish('不行')).toMatchObject({ status: 409, body: { code: 'publishing_blocked' } });
    await organizer.ask('PUT', away, { spans: [] });
    expect(await publish('可以了')).toMatchObject({ status: 201 });
  });
});
