import { Injectable } from '@nestjs/common';
import type { DraftChange, DraftSession, PlaceSessions as PlaceSessionsBody } from '@everexpo/contracts';
import {
  fieldError,
  invalid,
  ProblemError,
  UnitOfWork,
  type FieldError,
  type PersonCommand,
  type Transaction,
} from '../../platform/index.ts';
import { lockEdition } from '../editions/lock-edition.ts';
import { evaluateDraft } from '../timetable/evaluate-draft.ts';
import { draftSessions } from './draft-sessions.ts';
import { touchDraft } from './touch-draft.ts';

type Placement = PlaceSessionsBody['placements'][number];

/** Puts sessions into rooms and times, or back into the tray: all of them, or none. */
@Injectable()
export class PlaceSessions {
  constructor(private readonly work: UnitOfWork) {}

  /**
   * @throws ProblemError 409 `edit_conflict` naming each session that somebody else has changed meanwhile,
   *   422 for what has begun or is locked, 409 `placing_blocked` when a rule that blocks placing would be broken
   */
  run(command: PersonCommand, editionId: string, { placements }: PlaceSessionsBody): Promise<DraftChange> {
    return this.work.run(command, (tx) => placeIn(tx, command, editionId, placements));
  }
}

export async function placeIn(
  tx: Transaction,
  command: PersonCommand,
  editionId: string,
  placements: Placement[],
): Promise<DraftChange> {
  // One edit of a workspace at a time: the checks below look at the whole of it.
  await lockEdition(tx, editionId);
  const ids = placements.map((placement) => placement.sessionId);
  const before = new Map((await draftSessions(tx.manager, editionId, ids)).map((session) => [session.id, session]));
  refuseConflicts(placements, before);
  const blockedBefore = await blockers(tx, editionId);
  await tx.manager.query(
    `UPDATE draft_session d SET room_id = p.room, starts_at = p.start, revision = d.revision + 1
       FROM unnest($2::uuid[], $3::uuid[], $4::timestamptz[]) AS p(id, room, start)
      WHERE d.id = p.id AND d.edition_id = $1`,
    [
      editionId,
      ids,
      placements.map((placement) => placement.roomId),
      placements.map((placement) => placement.startsAt),
    ],
  );
  const blocked = (await blockers(tx, editionId)).filter((one) => !blockedBefore.some((old) => old.key === one.key));
  if (blocked.length > 0) {
    throw new ProblemError('placing_blocked', {
      rules: [...new Set(blocked.map(({ rule }) => rule))],
      sessions: [...new Set(blocked.flatMap(({ sessions }) => sessions))],
    });
  }
  await tx.audit('expo.place-sessions', editionId, { sessions: ids });
  return touchDraft(tx, command, editionId, ids);
}

function refuseConflicts(placements: Placement[], before: Map<string, DraftSession>): void {
  const errors = placements.flatMap((placement, index): FieldError[] => {
    const session = before.get(placement.sessionId);
    const pointer = `/placements/${index}`;
    if (!session) return [fieldError(`${pointer}/sessionId`, 'known.session')];
    if (session.begun) return [fieldError(`${pointer}/sessionId`, 'not_begun', { session: session.code })];
    if (session.locked && moves(session, placement))
      return [fieldError(`${pointer}/sessionId`, 'not_locked', { session: session.code })];
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

async function blockers(
  tx: Transaction,
  editionId: string,
): Promise<{ key: string; rule: string; sessions: string[] }[]> {
  const { evaluation } = await evaluateDraft(tx.manager, editionId);
  return evaluation.rules
    .filter((rule) => rule.impact === 'block-placing')
    .flatMap((rule) =>
      rule.matches
        .filter((match) => match.score.hard < 0 || match.score.medium < 0 || match.score.soft < 0)
        .map(({ sessions }) => ({ key: `${rule.name}|${sessions.join('|')}`, rule: rule.name, sessions })),
    );
}
