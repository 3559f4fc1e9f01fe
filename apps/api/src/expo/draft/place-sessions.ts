import { Injectable } from '@nestjs/common';
import type { DraftEdit, DraftSession, PlaceSessions as PlaceSessionsBody } from '@everexpo/contracts';
import {
  exec,
  fieldError,
  type FieldError,
  invalid,
  type PersonCommand,
  ProblemError,
  type Transaction,
  UnitOfWork,
} from '../../platform/index.ts';
import { lockEdition } from '../editions/lock-edition.ts';
import { DraftEvaluations } from '../timetable/draft-evaluations.ts';
import { withSessions, type DraftPlan } from '../timetable/to-solver-input.ts';
import { planOf } from './read-draft.ts';
import { touchDraft } from './touch-draft.ts';

type Placement = PlaceSessionsBody['placements'][number];

/** Puts sessions into rooms and times, or back into the tray: all of them, or none. */
@Injectable()
export class PlaceSessions {
  constructor(
    private readonly work: UnitOfWork,
    private readonly evaluations: DraftEvaluations,
  ) {}

  /**
   * @throws ProblemError 409 `edit_conflict` naming each session that somebody else has changed meanwhile,
   *   422 for what has begun or is locked, 409 `placing_blocked` when a rule that blocks placing would be broken
   */
  run(command: PersonCommand, editionId: string, body: PlaceSessionsBody): Promise<DraftEdit> {
    return this.work.run(command, (tx) => this.runIn(tx, command, editionId, body));
  }

  /** As `run`, in a transaction that does more. */
  async runIn(
    tx: Transaction,
    command: PersonCommand,
    editionId: string,
    { placements, page }: PlaceSessionsBody,
  ): Promise<DraftEdit> {
    // One edit of a workspace at a time: the checks below look at the whole of it.
    const edition = await lockEdition(tx, editionId);
    const plan = await planOf(tx.manager, edition);
    assertNoConflicts(placements, plan);
    const before = await this.evaluations.solverInputFor(tx.manager, plan);
    const moved = new Map(placements.map((placement) => [placement.sessionId, placement]));
    await write(tx, editionId, [...moved.values()]);
    const after = withSessions(
      before,
      plan.sessions.map((session) => movedTo(session, moved.get(session.id))),
    );
    const { evaluation, broken } = this.evaluations.compare(before, after);
    if (broken.length > 0) {
      throw new ProblemError('placing_blocked', {
        rules: [...new Set(broken.map(({ rule }) => rule))],
        sessions: [...new Set(broken.flatMap(({ sessions }) => sessions))],
      });
    }
    const ids = [...moved.keys()];
    await tx.audit('expo.place-sessions', editionId, { sessions: ids });
    return { ...(await touchDraft(tx, command, editionId, ids, page)), evaluation };
  }
}

async function write(tx: Transaction, editionId: string, placements: Placement[]): Promise<void> {
  await exec(tx)`
    UPDATE draft_session d SET room_id = p.room, starts_at = p.start, revision = d.revision + 1
    FROM unnest(${placements.map((placement) => placement.sessionId)}::uuid[],
      ${placements.map((placement) => placement.roomId)}::uuid[],
      ${placements.map((placement) => placement.startsAt)}::timestamptz[]) AS p(id, room, start)
    WHERE d.id = p.id AND d.edition_id = ${editionId}
  `;
}

function movedTo(session: DraftSession, to: Placement | undefined): DraftSession {
  if (!to) return session;
  return { ...session, roomId: to.roomId, startsAt: to.startsAt && new Date(to.startsAt).toISOString() };
}

function assertNoConflicts(placements: Placement[], plan: DraftPlan): void {
  const before = new Map(plan.sessions.map((session) => [session.id, session]));
  const rooms = new Set(plan.rooms.map((room) => room.id));
  const errors = placements.flatMap((placement, index): FieldError[] => {
    const session = before.get(placement.sessionId);
    const pointer = `/placements/${index}`;
    if (!session) return [fieldError(`${pointer}/sessionId`, 'known.session')];
    if (session.begun) return [fieldError(`${pointer}/sessionId`, 'not_begun', { session: session.code })];
    if (session.locked && moves(session, placement))
      return [fieldError(`${pointer}/sessionId`, 'not_locked', { session: session.code })];
    if (placement.roomId !== null && !rooms.has(placement.roomId))
      return [fieldError(`${pointer}/roomId`, 'known.room')];
    return [];
  });
  if (errors.length > 0) throw invalid(...errors);
  const stale = placements.flatMap((placement, index) => {
    const session = before.get(placement.sessionId) as DraftSession;
    return session.revision === placement.revision
      ? []
      : [fieldError(`/placements/${index}/revision`, 'current', { session: session.code })];
  });
  if (stale.length > 0) throw new ProblemError('edit_conflict', {}, { errors: stale });
}

function moves(session: DraftSession, placement: Placement): boolean {
  return (
    session.roomId !== placement.roomId ||
    (session.startsAt === null) !== (placement.startsAt === null) ||
    Date.parse(session.startsAt ?? '') !== Date.parse(placement.startsAt ?? '')
  );
}
