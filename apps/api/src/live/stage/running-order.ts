import type { EntityManager } from 'typeorm';
import { placePitches } from '../../expo/index.ts';
import { fieldError, invalid, ProblemError } from '../../platform/index.ts';
import { forgetProgress, notePitchEnded, notePitchSkipped, notePitchStarted } from './pitch-progress.ts';
import type { Stage } from './stage.entity.ts';

interface Place {
  id: string;
  position: number;
  ownerId: string;
  pending: boolean;
}

/** The pitches of a session in their order; `pending` ones have neither been on nor been skipped. */
async function places(manager: EntityManager, sessionId: string): Promise<Place[]> {
  return manager.query<Place[]>(
    `SELECT t.id, t.position, j.owner_id AS "ownerId", g.pitch_id IS NULL AS pending
       FROM expo_pitch t
       JOIN expo_project j ON j.id = t.project_id
       LEFT JOIN pitch_progress g ON g.pitch_id = t.id
      WHERE t.session_id = $1 ORDER BY t.position`,
    [sessionId],
  );
}

/** Ends the pitch that is on and starts the next pending one; returns who owned and who owns it. @throws ProblemError 409 `running_order_over` */
export async function startNextPitch(
  manager: EntityManager,
  stage: Stage,
  now: Date,
): Promise<{ before: string | null; after: string }> {
  const order = await places(manager, stage.sessionId);
  const next = order.find(({ pending }) => pending);
  if (!next) throw new ProblemError('running_order_over');
  const before = order.find(({ id }) => id === stage.currentPitchId)?.ownerId ?? null;
  await endPitch(manager, stage, now);
  await notePitchStarted(manager, next.id, now);
  await manager.query(`INSERT INTO pitch_run (session_id, pitch_id, started_at) VALUES ($1, $2, $3)`, [
    stage.sessionId,
    next.id,
    now,
  ]);
  stage.currentPitchId = next.id;
  return { before, after: next.ownerId };
}

/** Ends the pitch that is on, if one is, with its holds and extra minutes. */
export async function endPitch(manager: EntityManager, stage: Stage, now: Date): Promise<void> {
  if (stage.currentPitchId) {
    await notePitchEnded(manager, stage.currentPitchId, now);
    await manager.query(`UPDATE pitch_run SET ended_at = $2 WHERE pitch_id = $1 AND ended_at IS NULL`, [
      stage.currentPitchId,
      now,
    ]);
  }
  Object.assign(stage, { currentPitchId: null, heldAt: null, heldMs: 0, extraMinutes: 0, deckPage: 1 });
}

/** @throws ProblemError 422 for a pitch of another session; 409 `not_pending` for one that has been on */
export async function skipPitch(manager: EntityManager, sessionId: string, pitchId: string, now: Date): Promise<void> {
  requirePending(await places(manager, sessionId), pitchId, '/pitchId');
  await notePitchSkipped(manager, pitchId, now);
}

/** Exchanges the places of two pitches that are still to come. @throws ProblemError 422, 409 `not_pending` */
export async function swapPitches(
  manager: EntityManager,
  sessionId: string,
  pitchId: string,
  withPitchId: string,
): Promise<void> {
  const order = await places(manager, sessionId);
  const [one, other] = [requirePending(order, pitchId, '/pitchId'), requirePending(order, withPitchId, '/withPitchId')];
  await placePitches(manager, sessionId, [
    { id: one.id, position: other.position },
    { id: other.id, position: one.position },
  ]);
}

/** Makes a pitch that has been on, or was skipped, the next one. @throws ProblemError 422; 409 `is_pending` for one that is on or still to come */
export async function bringBackPitch(manager: EntityManager, stage: Stage, pitchId: string): Promise<void> {
  const order = await places(manager, stage.sessionId);
  const one = requireKnown(order, pitchId, '/pitchId');
  if (one.pending || one.id === stage.currentPitchId) throw new ProblemError('is_pending');
  const rest = order.filter(({ id }) => id !== pitchId);
  const at = rest.findIndex(({ pending }) => pending);
  const wanted = rest.toSpliced(at === -1 ? rest.length : at, 0, one);
  await forgetProgress(manager, pitchId);
  await placePitches(
    manager,
    stage.sessionId,
    wanted.map(({ id }, index) => ({ id, position: index + 1 })),
  );
}

function requireKnown(order: Place[], pitchId: string, pointer: string): Place {
  const found = order.find(({ id }) => id === pitchId);
  if (!found) throw invalid(fieldError(pointer, 'of_session'));
  return found;
}

function requirePending(order: Place[], pitchId: string, pointer: string): Place {
  const found = requireKnown(order, pitchId, pointer);
  if (!found.pending) throw new ProblemError('not_pending');
  return found;
}
