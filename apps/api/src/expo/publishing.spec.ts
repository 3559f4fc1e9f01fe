import type {
  DraftChange,
  DraftSession,
  GroupReport,
  NoticePage,
  RepairProposal,
  SolveProgress,
  SolveRun,
  Version,
} from '@everexpo/contracts';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { aPerson, someWaitingProjects } from '../testing/builders/index.ts';
import { asked, connectSocket } from '../testing/clients/sockets.ts';
import { startTestApi, type Client, type TestApi } from '../testing/test-api.ts';
import { aMove, aWorkspace } from '../testing/workspace.ts';
import { PublishDue } from './versions/publish-due.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

/** Waits for a solver, by asking as a page without a socket would. */
async function solved(organizer: Client, runId: string): Promise<SolveRun> {
  const run = () => organizer.ask<SolveRun>('GET', `/api/solve-runs/${runId}`);
  await expect.poll(async () => (await run()).state, { message: 'the solver ends' }).not.toBe('running');
  return run();
}

test('projects that wait are grouped, solved, adopted and published; who is concerned is notified once', async () => {
  const { edition, organizer, path, draft, diff, publish, versions } = await aWorkspace(api, { sessions: 2 });
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
  // Before any time was spent, and at the end.
  expect(run.curve.length).toBeGreaterThan(1);
  expect(run.curve[0]?.score.hard, 'what is built before the search breaks nothing hard').toBe(0);
  await organizer.ask('POST', `/api/solve-runs/${run.id}/adopt`, {});
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
  // The list of versions says how many.
  const counted = async () => (await versions())[0]?.notified;
  await expect.poll(counted).toBeGreaterThanOrEqual(owners.length);
  const notices = await owners[0]?.client.ask<NoticePage>('GET', '/api/notices');
  expect(notices).toMatchObject({ unread: 1, items: [{ versionNumber: 2 }] });
});

test('a solver is one at a time; cancelled, it keeps what it has found', async () => {
  const { edition, organizer, path } = await aWorkspace(api);
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
    const { edition, organizer, path, draft, session, publish, versions, diff } = await aWorkspace(api);
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

  test('a session that the workspace lost is there again once a version with it is restored', async () => {
    const { path, draft, organizer, publish, versions } = await aWorkspace(api);
    const { sessions } = await draft();
    const [lost] = sessions as [DraftSession];
    await api.asOwner(`DELETE FROM draft_session WHERE id = $1`, [lost.id]);
    await publish('少了一场');
    const first = (await versions()).find(({ number }) => number === 1);
    await organizer.ask('POST', path(`versions/${first?.id}/restore`), { note: '回到第一版' });
    const again = (await draft()).sessions;
    expect(again.map(({ id }) => id).sort()).toEqual(sessions.map(({ id }) => id).sort());
    const { code, minutes, pitchCount, roomId, startsAt } = lost;
    expect(again.find(({ id }) => id === lost.id)).toMatchObject({ code, minutes, pitchCount, roomId, startsAt });
  });

  test('what an import or an edit has changed of a session is in the workspace as it was, too', async () => {
    const { path, draft, organizer, publish, versions, diff } = await aWorkspace(api);
    const [session] = (await draft()).sessions as [DraftSession];
    const before = await draft();
    const changes = `code = 'X-1', kind = 'talk', title_zh = '另一场', title_en = 'Another', track = 'hightech',
      field = 'energy', city = 'yibin', minutes = 90`;
    await api.asOwner(`UPDATE draft_session SET ${changes} WHERE id = $1`, [session.id]);
    await publish('改了一场');
    const first = (await versions()).find(({ number }) => number === 1);
    await organizer.ask('POST', path(`versions/${first?.id}/restore`), { note: '回到第一版' });
    const asBefore = before.sessions.map((one) => ({ ...one, revision: expect.any(Number) as number }));
    expect((await draft()).sessions).toEqual(asBefore);
    expect((await diff('published', 'draft')).changes).toEqual([]);
  });

  test('a session taken out is cancelled in public, and comes back with the next version', async () => {
    const { draft, place, publish, session: read } = await aWorkspace(api);
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
    const { draft, place, publish, versions } = await aWorkspace(api);
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

  /** A version that moves a session, scheduled and due. */
  async function aDueVersion() {
    const workspace = await aWorkspace(api);
    const { session, to } = aMove(await workspace.draft());
    await workspace.place(session, to);
    const publishAt = new Date(Date.now() + 86_400_000).toISOString();
    const { body: waiting } = await workspace.publish('稍后', { publishAt });
    /** Has what is due published, and tells what became of the version. */
    const sweep = async () => {
      await api.asOwner(`UPDATE programme_version SET publish_at = now() WHERE id = $1`, [waiting.id]);
      await api.app.get(PublishDue).sweep();
      return (await workspace.versions()).find(({ id }) => id === waiting.id)?.state;
    };
    return { session, sweep };
  }

  test('a scheduled one that fails by accident is published later', async () => {
    const { session, sweep } = await aDueVersion();
    // As if another transaction stood in its way.
    await api.asOwner(`
      CREATE FUNCTION stand_in_the_way() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'deadlock detected' USING ERRCODE = '40P01'; END $$;
      CREATE TRIGGER stand_in_the_way BEFORE UPDATE ON session FOR EACH ROW WHEN (OLD.id = '${session.id}')
        EXECUTE FUNCTION stand_in_the_way();
    `);
    const wayIsFree = () => api.asOwner(`DROP FUNCTION IF EXISTS stand_in_the_way CASCADE`);
    onTestFinished(async () => void (await wayIsFree()));
    expect(await sweep()).toBe('scheduled');
    await wayIsFree();
    expect(await sweep()).toBe('published');
  });

  test('a scheduled one that moves what has begun is cancelled', async () => {
    const { session, sweep } = await aDueVersion();
    await api.asOwner(`UPDATE session SET state = 'live' WHERE id = $1`, [session.id]);
    expect(await sweep()).toBe('cancelled');
  });

  test('publishing that waits is cancelled', async () => {
    const { organizer, path, publish, versions } = await aWorkspace(api, { sessions: 1 });
    const publishAt = new Date(Date.now() + 86_400_000).toISOString();
    const { body: far } = await publish('很久以后', { publishAt });
    const off = await organizer.ask<Version>('POST', path(`versions/${far.id}/call-off`));
    expect(off.state).toBe('cancelled');
    await api.asOwner(`UPDATE programme_version SET publish_at = now() WHERE id = $1`, [far.id]);
    await api.app.get(PublishDue).sweep();
    expect((await versions()).find(({ id }) => id === far.id)?.state).toBe('cancelled');
  });
});

describe('when the day breaks', () => {
  test('one search runs at a time: of a dozen five are answered, the others told when to come again', async () => {
    const { organizer, path, draft } = await aWorkspace(api, { sessions: 2 });
    const { sessions, timeslots } = await draft();
    const { roomId, startsAt } = sessions[0] as DraftSession;
    const repair = { cause: 'room-lost', roomId, from: startsAt, until: timeslots.at(-1)?.endsAt };
    // Of several people: who presses more often than three times at once waits for themselves.
    const others = await Promise.all([1, 2, 3].map(() => aPerson(api, { roles: ['organizer'] })));
    const presses = [organizer, ...others.map(({ client }) => client)].flatMap((one) => [one, one, one]);
    const answers = await Promise.all(presses.map((one) => one.send('POST', path('draft/repair'), repair)));
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused).toHaveLength(7);
    for (const answer of refused) expect(answer).toMatchObject({ status: 503, body: { code: 'busy' } });
  });

  test('a lost room: the proposal empties it, leaves what has begun, and can be published in one press', async () => {
    const { organizer, path, draft, publish, evaluation } = await aWorkspace(api);
    const { sessions, timeslots } = await draft();
    const [begun, lost] = sessions as [DraftSession, DraftSession];
    await api.asOwner(`UPDATE session SET state = 'live' WHERE id = $1`, [begun.id]);
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
      sessionId,
      revision,
      roomId: to?.roomId ?? null,
      startsAt: to?.startsAt ?? null,
    }));
    expect(await publish('展厅停用', { placements })).toMatchObject({ status: 201, body: { state: 'published' } });
    const spans = [{ startsAt: span.from, endsAt: span.until }];
    await organizer.ask('PUT', path(`rooms/${roomId}/closures`), { spans });
    const { rules } = await evaluation();
    expect(rules.find(({ name }) => name === 'Room unavailable timeslot')).toBeUndefined();
  });

  test('a presenter who cannot come lights up the sessions concerned and blocks publishing', async () => {
    const { edition, organizer, path, evaluation, publish } = await aWorkspace(api);
    const [session] = edition.sessions;
    const start = session?.startsAt ?? '';
    const spans = [{ startsAt: start, endsAt: new Date(Date.parse(start) + 3_600_000).toISOString() }];
    const away = path(`people/${session?.pitches[0]?.owner.id}/unavailability`);
    await organizer.ask('PUT', away, { spans });
    const { rules } = await evaluation();
    expect(rules.find(({ name }) => name === 'Speaker unavailable timeslot')).toMatchObject({
      impact: 'block-publishing',
      matches: [{ sessions: [session?.code] }],
    });
    expect(await publish('不行')).toMatchObject({ status: 409, body: { code: 'publishing_blocked' } });
    await organizer.ask('PUT', away, { spans: [] });
    expect(await publish('可以了')).toMatchObject({ status: 201 });
  });
});
