import type {
  Draft,
  DraftChange,
  DraftEdit,
  DraftEvaluation,
  DraftRunningOrder,
  DraftSession,
  Effects,
} from '@everexpo/contracts';
import { readTable, writeTable } from '@everexpo/interchange/tables';
import { compareScores, defaultImpact, evaluate, Layout, type ConstraintName, type Weight } from '@everexpo/timetable';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { aPerson, clientOf } from '../testing/builders/index.ts';
import type { Answer, Client } from '../testing/clients/client.ts';
import { startTestApi, type TestApi } from '../testing/test-api.ts';
import { aMove, aWorkspace, projectRows, projectTable, upload } from '../testing/workspace.ts';
import { solverInputOfDraft } from './timetable/solver-input-of-draft.ts';

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

  test('evaluates after each edit, on whichever node, what a whole evaluation comes to', async () => {
    const { edition, ...workspace } = await aWorkspace(api, { sessions: 8, pitches: 3 });
    const beside = await startTestApi({}, api);
    onTestFinished(() => beside.close());
    const { id: followerId } = await aPerson(api);
    const nodes = [workspace.organizer, clientOf(beside.url, workspace.organizer.cookie)];
    const taken: unknown[] = [];
    await fc.assert(
      fc.asyncProperty(fc.array(Edit, { minLength: 4, maxLength: 8 }), async (edits) => {
        for (const edit of edits) {
          const answer = await edited({ ...workspace, followerId, client: nodes[edit.node] as Client }, edit);
          const whole = await wholeEvaluation(edition.id);
          const ok = answer.status < 300;
          if (ok) taken.push(edit);
          expect(answer.body).toMatchObject(ok ? { evaluation: whole } : { code: expect.any(String) as string });
          const kept = await nodes[1 - edit.node]?.ask('GET', workspace.path('draft/evaluation'));
          expect(kept).toEqual(await wholeEvaluation(edition.id));
        }
      }),
      { numRuns: 10 },
    );
    expect(taken.length, 'edits that were taken').toBeGreaterThan(0);
  });

  test('names the field of a half placement, an unknown session or room and a locked session', async () => {
    const { organizer, path, draft, place } = await aWorkspace(api);
    const { session, to } = aMove(await draft());
    const half = await place(session, { ...to, startsAt: null });
    expect(half).toMatchObject({ status: 422, body: { errors: [{ pointer: '/placements/0/startsAt' }] } });
    const unknown = await place({ id: to.roomId, revision: 1 }, to);
    const errors = [{ pointer: '/placements/0/sessionId', rule: 'known' }];
    expect(unknown).toMatchObject({ status: 422, body: { errors } });
    const noRoom = await place(session, { ...to, roomId: session.id });
    const unknownRoom = [{ pointer: '/placements/0/roomId', rule: 'known' }];
    expect(noRoom).toMatchObject({ status: 422, body: { errors: unknownRoom } });
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
    expect(first.body.rowErrors.map(({ row, column }) => ({ row, column }))).toEqual([
      { row: 4, column: '市州' },
      { row: 7, column: '金额（万元）' },
      { row: 11, column: '联系人邮箱' },
      { row: 13, column: '项目编号' },
    ]);
    const back = await readTable(Buffer.from(first.body.errorReport ?? '', 'base64'));
    expect(back.rows).toHaveLength(4);
    expect(back.headers.at(-1)).toBe('错误原因');

    back.rows[0]![7] = '绵阳';
    back.rows[1]![11] = '60';
    back.rows[2]![12] = emails[9] as string;
    back.rows[3]![0] = 'X-12';
    const second = await importTable(await writeTable(back, 'xlsx'), 'mended.xlsx');
    expect(second.body).toMatchObject({ rows: 4, added: 4, rowErrors: [], errorReport: null });
    const again = await importTable(await writeTable(projectTable(projectRows(44, emails)), 'csv'), 'all.csv');
    expect(again.body).toMatchObject({ added: 0, rowErrors: [] });
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

const Edit = fc.record({
  node: fc.nat({ max: 1 }),
  kind: fc.constantFrom('place', 'tray', 'off the grid', 'move pitch', 'lock', 'follow', 'weigh'),
  one: fc.nat({ max: 7 }),
  other: fc.nat({ max: 7 }),
  cell: fc.nat({ max: 11 }),
});
type Edit = typeof Edit extends fc.Arbitrary<infer One> ? One : never;

interface Editing extends Pick<Awaited<ReturnType<typeof aWorkspace>>, 'path' | 'draft' | 'place'> {
  client: Client;
  followerId: string;
}

/** Asks for one edit, allowed or not, and for the evaluation where the edit is none of the workspace. */
async function edited(
  { path, draft, place, client, followerId }: Editing,
  { kind, one, other, cell }: Edit,
): Promise<Answer<DraftEdit>> {
  const { sessions, rooms, timeslots, rules } = await draft();
  const [session, to] = [sessions[one], sessions[other]] as [DraftSession, DraftSession];
  const startsAt = timeslots[cell % timeslots.length]?.startsAt ?? null;
  const roomId = rooms[cell % rooms.length]?.id ?? null;
  const pitches = async () =>
    (await client.ask<DraftRunningOrder>('GET', path(`draft/sessions/${session.id}/pitches`))).pitches;
  const evaluated = async (): Promise<Answer<DraftEdit>> => {
    const answer = await client.get<DraftEvaluation>(path('draft/evaluation'));
    return { ...answer, body: { revision: 0, sessions: [], evaluation: answer.body } };
  };
  switch (kind) {
    case 'place':
      return place(session, { roomId, startsAt }, client);
    case 'tray':
      return place(session, { roomId: null, startsAt: null }, client);
    case 'off the grid':
      return place(
        session,
        { roomId, startsAt: new Date(Date.parse(startsAt ?? '') + 3_600_000).toISOString() },
        client,
      );
    case 'move pitch': {
      const [pitch] = await pitches();
      const body = { toSessionId: to.id, position: 1, revision: session.revision, toRevision: to.revision };
      return client.send('PUT', path(`draft/pitches/${pitch?.projectId ?? session.id}`), body);
    }
    case 'lock':
      return client.send('PUT', path(`draft/sessions/${session.id}/lock`), {
        locked: !session.locked,
        revision: session.revision,
      });
    case 'follow':
      await api.asOwner(
        `INSERT INTO project_follower SELECT project_id, $2 FROM draft_pitch WHERE session_id = $1
           ON CONFLICT DO NOTHING`,
        [session.id, followerId],
      );
      return evaluated();
    case 'weigh': {
      const weights = { 'Theme track conflict': { hard: 0, medium: 0, soft: cell } };
      await client.ask('PUT', path('rules'), { ...rules, weights });
      return evaluated();
    }
  }
}

/** From the rules as they are written, over all of it. */
async function wholeEvaluation(editionId: string): Promise<DraftEvaluation> {
  const { draft, input, timetable } = await solverInputOfDraft(api.db.manager, editionId);
  const { score, constraints, unplaced } = evaluate(new Layout(input), timetable);
  const codes = new Map(draft.sessions.map(({ id, code }) => [id, code]));
  const rules = Object.entries(constraints).map(([name, total]) => ({
    name,
    impact: defaultImpact(name as ConstraintName, input.weights[name] as Weight),
    score: total.score,
    count: total.matches.length,
    matches: total.matches
      .toSorted((a, b) => compareScores(a.score, b.score))
      .map((match) => ({ sessions: match.talks.map((id) => codes.get(id)), score: match.score })),
  }));
  return { score, unplaced: unplaced.length, rules } as DraftEvaluation;
}
