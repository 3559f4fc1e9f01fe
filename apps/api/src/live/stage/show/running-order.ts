import type { EntityManager } from 'typeorm';
import { placePitches } from '../../../expo/index.ts';
import { all, exec, fieldError, invalid, ProblemError, type Transaction } from '../../../platform/index.ts';
import { forgetProgress, recordPitchEnded, recordPitchSkipped, recordPitchStarted } from './pitch-progress.ts';
import type { Stage } from '../stage.entity.ts';

interface Place {
  id: string;
  position: number;
  ownerId: string;
  pending: boolean;
}

/** The pitches of a session in their order; `pending` ones have neither been on nor been skipped. */
async function places(manager: EntityManager, sessionId: string): Promise<Place[]> {
  return all<Place>(manager)`
    SELECT t.id, t.position, j.owner_id AS "ownerId", g.pitch_id IS NULL AS pending
    FROM expo_pitch t
    JOIN expo_project j ON j.id = t.project_id
    LEFT JOIN pitch_progress g ON g.pitch_id = t.id
    WHERE t.session_id = ${sessionId} ORDER BY t.position
  `;
}

/**
 * Ends the pitch that is on and starts the next pending one; returns who owned and who owns it.
 * @throws ProblemError 409 `running_order_over`
 */
export async function startNextPitch(
  tx: Transaction,
  stage: Stage,
  now: Date,
): Promise<{ before: string | null; after: string }> {
  const order = await places(tx.manager, stage.sessionId);
  const next = order.find(({ pending }) => pending);
  if (!next) throw new ProblemError('running_order_over');
  const before = order.find(({ id }) => id === stage.currentPitchId)?.ownerId ?? null;
  await endPitch(tx, stage, now);
  await recordPitchStarted(tx, next.id, now);
  await exec(tx)`
    INSERT INTO pitch_run (session_id, pitch_id, started_at) VALUES (${stage.sessionId}, ${next.id}, ${now})
  `;
  stage.currentPitchId = next.id;
  return { before, after: next.ownerId };
}

/** Ends the pitch that is on, if one is, with its holds and extra minutes. */
export async function endPitch(tx: Transaction, stage: Stage, now: Date): Promise<void> {
  if (stage.currentPitchId) {
    await recordPitchEnded(tx, stage.currentPitchId, now);
    await exec(tx)`
      UPDATE pitch_run SET ended_at = ${now} WHERE pitch_id = ${stage.currentPitchId} AND ended_at IS NULL
    `;
  }
  Object.assign(stage, { currentPitchId: null, heldAt: null, heldMs: 0, extraMinutes: 0, deckPage: 1 });
}

/** @throws ProblemError 422 for a pitch of another session; 409 `not_pending` for one that has been on */
export async function skipPitch(tx: Transaction, sessionId: string, pitchId: string, now: Date): Promise<void> {
  requirePending(await places(tx.manager, sessionId), pitchId, '/pitchId');
  await recordPitchSkipped(tx, pitchId, now);
}

/** Exchanges the places of two pitches that are still to come. @throws ProblemError 422, 409 `not_pending` */
export async function swapPitches(
  tx: Transaction,
  sessionId: string,
  pitchId: string,
  withPitchId: string,
): Promise<void> {
  const order = await places(tx.manager, sessionId);
  const [one, other] = [requirePending(order, pitchId, '/pitchId'), requirePending(order, withPitchId, '/withPitchId')];
  await placePitches(tx, sessionId, [
    { id: one.id, position: other.position },
    { id: other.id, position: one.position },
  ]);
}

/**
 * Makes a pitch that has been on, or was skipped, the next one.
 * @throws ProblemError 422; 409 `is_pending` for one that is on or still to come
 */
export async function bringBackPitch(tx: Transaction, stage: Stage, pitchId: string): Promise<void> {
  const order = await places(tx.manager, stage.sessionId);
  const one = requireKnown(order, pitchId, '/pitchId');
  if (one.pending || one.id === stage.currentPitchId) throw new ProblemError('is_pending');
  const rest = order.filter(({ id }) => id !== pitchId);
  const at = rest.findIndex(({ pending }) => pending);
  const wanted = rest.toSpliced(at === -1 ? rest.length : at, 0, one);
  await forgetProgress(tx, pitchId);
  await placePitches(
    tx,
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
