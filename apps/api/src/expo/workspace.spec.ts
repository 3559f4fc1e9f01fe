import type { Draft, DraftChange, DraftEvaluation, Effects, GroupReport, ImportReport, NoticePage, Problem, RepairProposal, SolveRun, Version, VersionDiff } from '@everexpo/contracts';
import { readTable, writeTable } from '@everexpo/interchange';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type Client, type TestApi } from '../testing/test-api.ts';
import { aDraft, aMovable, place, projectRows, projectTable, solved, upload } from '../testing/workspace.ts';

let api: TestApi;
let organizer: Client;
let draft: Draft;
beforeAll(async () => {
  api = await startTestApi();
  organizer = await api.as('organizer');
  draft = await aDraft(api, organizer);
});
afterAll(() => api.close());

const path = (rest: string) => `/api/editions/${draft.edition.id}/${rest}`;

describe('the workspace', () => {
  test('holds the demo edition as it is published, without a broken hard rule', async () => {
    expect(draft.sessions).toHaveLength(101);
    expect(draft.rooms).toHaveLength(12);
    expect(draft.timeslots).toHaveLength(18);
    expect(draft.version?.number).toBe(1);
    expect(draft.sessions.every((session) => session.published?.startsAt === session.startsAt)).toBe(true);
    const { body } = await organizer.get<DraftEvaluation>(path('draft/evaluation'));
    expect(body.rules.filter((rule) => rule.score.hard < 0)).toEqual([]);
  });

  test('is shown to organizers alone', async () => {
    for (const account of ['owner', 'investor', 'staff', 'attendee', 'admin']) {
      expect(await (await api.as(account)).get(path('draft'))).toMatchObject({ status: 403 });
    }
  });

  test('moves a session and tells a second organizer whose page is older, without losing either edit', async () => {
    const { session, roomId, startsAt } = aMovable(draft);
    const moved = await place(organizer, draft, session, { roomId, startsAt });
    expect(moved).toMatchObject({ status: 201, body: { sessions: [{ id: session.id, roomId, startsAt, revision: session.revision + 1 }] } });
    const second = await api.as('organizer2');
    const late = await place(second, draft, session, { roomId: session.roomId, startsAt: session.startsAt });
    expect(late).toMatchObject({ status: 409, body: { code: 'edit_conflict', errors: [{ pointer: '/placements/0/revision', rule: 'current' }] } });
    const back = await place(second, draft, { id: session.id, revision: session.revision + 1 }, { roomId: session.roomId, startsAt: session.startsAt });
    expect(back.status).toBe(201);
  });

  test('refuses a placing that blocks, and writes nothing of it', async () => {
    const now = await aDraft(api, organizer);
    const { session } = aMovable(now);
    const other = now.sessions.find((one) => !one.begun && one.id !== session.id && one.startsAt !== null && Date.parse(one.startsAt) > Date.now());
    const refused = await place(organizer, now, session, { roomId: other?.roomId ?? '', startsAt: other?.startsAt ?? '' });
    expect(refused).toMatchObject({ status: 409, body: { code: 'placing_blocked' } });
    expect((refused.body as unknown as Problem).detail).toContain('Room conflict');
    const after = await aDraft(api, organizer);
    expect(after.sessions.find((one) => one.id === session.id)).toEqual(now.sessions.find((one) => one.id === session.id));
  });

  test('names the field of a half placement, an unknown session and a locked one', async () => {
    const now = await aDraft(api, organizer);
    const { session, roomId, startsAt } = aMovable(now);
    expect(await place(organizer, now, session, { roomId, startsAt: null })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/placements/0/startsAt' }] } });
    expect(await place(organizer, now, { id: draft.edition.id, revision: 1 }, { roomId, startsAt })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/placements/0/sessionId', rule: 'known' }] } });
    const locked = await organizer.send<DraftChange>('PUT', path(`draft/sessions/${session.id}/lock`), { locked: true, revision: session.revision });
    expect(locked.body.sessions[0]?.locked).toBe(true);
    expect(await place(organizer, now, { id: session.id, revision: session.revision + 1 }, { roomId, startsAt })).toMatchObject({ status: 422, body: { errors: [{ rule: 'not_locked' }] } });
    await organizer.send('PUT', path(`draft/sessions/${session.id}/lock`), { locked: false, revision: session.revision + 1 });
  });

  test('tells for every cell what going there would do', async () => {
    const now = await aDraft(api, organizer);
    const { session } = aMovable(now);
    const { body } = await organizer.get<Effects>(path(`draft/sessions/${session.id}/effects`));
    expect(body.cells).toHaveLength(18 * 12);
    const home = body.cells.find((cell) => cell.roomId === session.roomId && cell.startsAt === session.startsAt);
    expect(home?.delta).toEqual({ hard: 0, medium: 0, soft: 0 });
    expect(body.cells.some((cell) => cell.delta.hard < 0 && cell.worst !== null)).toBe(true);
  });
});

describe('from a spreadsheet to a published programme', () => {
  test('good rows land, bad rows come back as a file, the mended file makes no doubles', async () => {
    const owners = (await api.db.query<{ email: string }[]>(`SELECT p.email FROM person p JOIN person_role r ON r.person_id = p.id AND r.role = 'owner' WHERE p.organisation_id IS NOT NULL ORDER BY p.id LIMIT 44`)).map((row) => row.email);
    const rows = projectRows(44, owners);
    rows[2]![7] = '上海滩';
    rows[5]![11] = 'viel';
    rows[9]![12] = 'nobody@everexpo.example';
    rows[11]![0] = 'X-1';
    const first = await organizer.send<ImportReport>('POST', path('projects/import'), upload(await writeTable(projectTable(rows), 'xlsx'), 'projects.xlsx'));
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
    back.rows[2]![12] = owners[9] as string;
    back.rows[3]![0] = 'X-12';
    const second = await organizer.send<ImportReport>('POST', path('projects/import'), upload(await writeTable(back, 'xlsx'), 'mended.xlsx'));
    expect(second.body).toMatchObject({ rows: 4, added: 4, faults: [], faultsFile: null });
    const again = await organizer.send<ImportReport>('POST', path('projects/import'), upload(await writeTable(projectTable(projectRows(44, owners)), 'csv'), 'all.csv'));
    expect(again.body).toMatchObject({ added: 0, faults: [] });
    expect((await aDraft(api, organizer)).waiting).toBe(44);
  });

  test('refuses a file that is no table, and one that lacks a column', async () => {
    const noTable = await organizer.send('POST', path('projects/import'), upload(Buffer.from([0x50, 0x4b, 3, 4, 9, 9]), 'x.xlsx'));
    expect(noTable).toMatchObject({ status: 422, body: { errors: [{ pointer: '/file', rule: 'table' }] } });
    const table = projectTable(projectRows(1, ['owner@everexpo.example']));
    const lacking = await organizer.send('POST', path('projects/import'), upload(await writeTable({ headers: table.headers.slice(1), rows: table.rows.map((row) => row.slice(1)) }, 'csv'), 'x.csv'));
    const nowhere = await organizer.send('POST', '/api/editions/00000000-0000-4000-8000-000000000000/projects/import', upload(await writeTable(table, 'csv'), 'x.csv'));
    expect(nowhere).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(lacking).toMatchObject({ status: 422, body: { code: 'missing_columns', errors: [{ pointer: '/file/code' }] } });
  });

  test('groups them, solves with progress, adopts, publishes; the owners concerned are told once, the diff says the same', async () => {
    const grouped = await organizer.send<GroupReport>('POST', path('draft/group'));
    expect(grouped).toMatchObject({ status: 201, body: { sessions: 2, projects: 44, left: 0 } });
    const fresh = grouped.body.draft.sessions.map((session) => session.id);
    expect(grouped.body.draft.sessions.map((session) => session.pitchCount)).toEqual([22, 22]);

    const started = await organizer.send<SolveRun>('POST', path('draft/solve'), { seconds: 3, warm: true });
    expect(started).toMatchObject({ status: 201, body: { state: 'running' } });
    expect(await organizer.send('POST', path('draft/solve'), { seconds: 3 })).toMatchObject({ status: 409, body: { code: 'already_solving' } });
    const run = await solved(organizer, started.body.id);
    expect(run).toMatchObject({ state: 'done', score: { hard: 0 }, impossible: [] });
    expect(run.curve.length).toBeGreaterThan(5);

    expect((await organizer.send<DraftChange>('POST', `/api/solve-runs/${run.id}/adopt`)).status).toBe(200);
    const now = await aDraft(api, organizer);
    expect(now.sessions.filter((session) => session.startsAt === null)).toEqual([]);
    const pending = await organizer.get<VersionDiff>(path('versions/diff?from=published&to=draft'));
    expect(pending.body.changes.filter((change) => change.change === 'added').map((change) => change.sessionId).sort()).toEqual(fresh.toSorted());

    const published = await organizer.create<Version>(path('versions'), { note: '新增两场新材料专场' });
    expect(published).toMatchObject({ status: 201, body: { number: 2, state: 'published' } });
    expect((await organizer.get<VersionDiff>(path('versions/diff?from=published&to=draft'))).body.changes).toEqual([]);
    const programme = await api.anonymous.get<{ sessions: { id: string }[] }>(`/api/sessions/${fresh[0]}`);
    expect(programme.status).toBe(200);

    await expect.poll(async () => (await api.db.query<{ count: number }[]>(`SELECT count(*)::int AS count FROM notice WHERE version_id = $1`, [published.body.id]))[0]?.count).toBeGreaterThanOrEqual(44);
    const twice = await api.db.query<unknown[]>(`SELECT person_id FROM notice GROUP BY person_id, version_id HAVING count(*) > 1`);
    expect(twice).toEqual([]);
    const concerned = await api.db.query<{ email: string }[]>(`SELECT p.email FROM notice n JOIN person p ON p.id = n.person_id WHERE p.email LIKE 'owner%@everexpo.example'`);
    if (concerned[0]) {
      const owner = await api.as((concerned[0].email.split('@')[0] ?? '') as string);
      expect((await owner.get<NoticePage>('/api/notices')).body).toMatchObject({ unread: 1, items: [{ versionNumber: 2 }] });
    }
  });

  test('cancels a run and keeps what it found', async () => {
    const started = await organizer.send<SolveRun>('POST', path('draft/solve'), { seconds: 120 });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await organizer.send('POST', `/api/solve-runs/${started.body.id}/cancel`);
    const run = await solved(organizer, started.body.id);
    expect(run.state).toBe('cancelled');
    expect(run.score?.hard).toBe(0);
  });
});

describe('versions', () => {
  test('swap two sessions atomically, roll back, and raise the sequence of what changed alone', async () => {
    const before = await aDraft(api, organizer);
    const [a, b] = before.sessions.filter((session) => !session.begun && session.startsAt !== null && Date.parse(session.startsAt) > Date.now() + 24 * 3_600_000 && session.minutes === 180) as [Draft['sessions'][0], Draft['sessions'][0]];
    const swap = await organizer.send<DraftChange>('POST', path('draft/placements'), {
      placements: [
        { sessionId: a.id, roomId: b.roomId, startsAt: b.startsAt, revision: a.revision },
        { sessionId: b.id, roomId: a.roomId, startsAt: a.startsAt, revision: b.revision },
      ],
    });
    expect(swap.status).toBe(201);
    const sequences = async () => new Map((await api.db.query<{ id: string; sequence: number }[]>(`SELECT id, sequence FROM session`)).map((row) => [row.id, row.sequence]));
    const old = await sequences();
    const published = await organizer.create<Version>(path('versions'), { note: '两场互换' });
    expect(published).toMatchObject({ status: 201, body: { number: 3 } });
    const now = await sequences();
    for (const [id, sequence] of now) expect(sequence - (old.get(id) ?? 0)).toBe(id === a.id || id === b.id ? 1 : 0);

    const versions = await organizer.get<{ items: Version[] }>(path('versions'));
    const two = versions.body.items.find((version) => version.number === 2);
    const restored = await organizer.create<Version>(path(`versions/${two?.id}/restore`), { note: '回到第二版' });
    expect(restored).toMatchObject({ status: 201, body: { number: 4 } });
    expect((await organizer.get<VersionDiff>(path(`versions/diff?from=${two?.id}&to=${restored.body.id}`))).body.changes).toEqual([]);
    expect((await aDraft(api, organizer)).sessions.find((session) => session.id === a.id)).toMatchObject({ roomId: a.roomId, startsAt: a.startsAt });
  });

  test('a session taken out is cancelled in public, and comes back with the next version', async () => {
    const now = await aDraft(api, organizer);
    const { session } = aMovable(now);
    await place(organizer, now, session, { roomId: null, startsAt: null });
    await organizer.create(path('versions'), { note: '取消一场' });
    expect((await api.anonymous.get<{ cancelled: boolean }>(`/api/sessions/${session.id}`)).body.cancelled).toBe(true);
    const ics = await api.anonymous.get<string>('/export/programme.ics');
    expect(ics.body.match(/STATUS:CANCELLED/g)).toHaveLength(1);
    const later = await aDraft(api, organizer);
    await place(organizer, later, later.sessions.find((one) => one.id === session.id) as Draft['sessions'][0], { roomId: session.roomId, startsAt: session.startsAt });
    await organizer.create(path('versions'), { note: '恢复' });
    expect((await api.anonymous.get<{ cancelled: boolean }>(`/api/sessions/${session.id}`)).body.cancelled).toBe(false);
  });

  test('publishing waits for its time, or is called off', async () => {
    const soon = new Date(Date.now() + 1_500).toISOString();
    expect(await organizer.create(path('versions'), { note: '过去', publishAt: new Date(0).toISOString() })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/publishAt' }] } });
    const waiting = await organizer.create<Version>(path('versions'), { note: '稍后', publishAt: soon });
    expect(waiting.body).toMatchObject({ state: 'scheduled', number: null });
    await expect.poll(async () => (await organizer.get<{ items: Version[] }>(path('versions'))).body.items[0]?.state, { timeout: 15_000 }).toBe('published');
    const far = await organizer.create<Version>(path('versions'), { note: '很久以后', publishAt: new Date(Date.now() + 86_400_000).toISOString() });
    expect((await organizer.send<Version>('POST', path(`versions/${far.body.id}/call-off`))).body.state).toBe('called-off');
  });
});

describe('when the day breaks', () => {
  test('a lost room: the proposal empties it, leaves what has begun, and can be published in one press', async () => {
    const now = await aDraft(api, organizer);
    const tomorrow = now.edition.days[1] as string;
    const from = new Date(`${tomorrow}T00:00:00+08:00`).toISOString();
    const until = new Date(`${now.edition.days[2]}T23:59:00+08:00`).toISOString();
    const roomId = now.sessions.find((session) => session.startsAt !== null && session.startsAt > from)?.roomId ?? '';
    const { body: proposal } = await organizer.send<RepairProposal>('POST', path('draft/repair'), { cause: 'room-lost', roomId, from, until });
    expect(proposal.solved).toBe(true);
    const lost = now.sessions.filter((session) => session.roomId === roomId && session.startsAt !== null && session.startsAt >= from);
    expect(proposal.moves.map((move) => move.sessionId)).toEqual(expect.arrayContaining(lost.map((session) => session.id)));
    expect(proposal.moves.every((move) => move.to?.roomId !== roomId || move.to.startsAt < from)).toBe(true);
    expect(proposal.people).toBeGreaterThan(0);
    const published = await organizer.create<Version>(path('versions'), {
      note: '展厅停用',
      placements: proposal.moves.map((move) => ({ sessionId: move.sessionId, revision: move.revision, roomId: move.to?.roomId ?? null, startsAt: move.to?.startsAt ?? null })),
    });
    expect(published).toMatchObject({ status: 201, body: { state: 'published' } });
    await organizer.send('PUT', path(`rooms/${roomId}/closures`), { spans: [{ startsAt: from, endsAt: until }] });
    const { body } = await organizer.get<DraftEvaluation>(path('draft/evaluation'));
    expect(body.rules.find((rule) => rule.name === 'Room unavailable timeslot')).toBeUndefined();
  });

  test('a presenter who cannot come lights up the sessions concerned and blocks publishing', async () => {
    const now = await aDraft(api, organizer);
    const { session } = aMovable(now);
    const pitches = await organizer.get<{ pitches: { ownerId: string }[] }>(path(`draft/sessions/${session.id}/pitches`));
    const personId = pitches.body.pitches[0]?.ownerId ?? '';
    const spans = [{ startsAt: session.startsAt, endsAt: new Date(Date.parse(session.startsAt ?? '') + 3_600_000).toISOString() }];
    expect((await organizer.send('PUT', path(`people/${personId}/unavailability`), { spans })).status).toBe(200);
    const { body } = await organizer.get<DraftEvaluation>(path('draft/evaluation'));
    expect(body.rules.find((rule) => rule.name === 'Speaker unavailable timeslot')).toMatchObject({ impact: 'block-publishing', matches: [{ sessions: [session.code] }] });
    expect(await organizer.create(path('versions'), { note: '不行' })).toMatchObject({ status: 409, body: { code: 'publishing_blocked' } });
    await organizer.send('PUT', path(`people/${personId}/unavailability`), { spans: [] });
  });
});
