import type { OrderPlace } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all, exec, type Transaction } from '../../../platform/index.ts';
import type { StageSnapshot } from '../stage.entity.ts';

type Instants = Record<keyof Omit<OrderPlace, 'pitchId'>, Date | null>;

/** When each pitch of a session was on or was skipped, in running order; also of those that are still to come. */
export async function progressOf(manager: EntityManager, sessionId: string): Promise<OrderPlace[]> {
  const rows = await all<{ pitchId: string } & Instants>(manager)`
    SELECT t.id AS "pitchId", g.started_at AS "startedAt", g.ended_at AS "endedAt", g.skipped_at AS "skippedAt"
    FROM expo_pitch t
    LEFT JOIN pitch_progress g ON g.pitch_id = t.id
    WHERE t.session_id = ${sessionId}
    ORDER BY t.position
  `;
  return rows.map(({ pitchId, startedAt, endedAt, skippedAt }) => ({
    pitchId,
    startedAt: startedAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
    skippedAt: skippedAt?.toISOString() ?? null,
  }));
}

/** The pitches of a session that are on or have been. */
export async function begunPitches(manager: EntityManager, sessionId: string): Promise<string[]> {
  const progress = await progressOf(manager, sessionId);
  return progress.filter(({ startedAt }) => startedAt !== null).map(({ pitchId }) => pitchId);
}

/** A pitch that was still to come is on. */
export async function recordPitchStarted(tx: Transaction, pitchId: string, now: Date): Promise<void> {
  await exec(tx)`INSERT INTO pitch_progress (pitch_id, started_at) VALUES (${pitchId}, ${now})`;
}

export async function recordPitchEnded(tx: Transaction, pitchId: string, now: Date): Promise<void> {
  await exec(tx)`UPDATE pitch_progress SET ended_at = ${now} WHERE pitch_id = ${pitchId}`;
}

export async function recordPitchSkipped(tx: Transaction, pitchId: string, now: Date): Promise<void> {
  await exec(tx)`INSERT INTO pitch_progress (pitch_id, skipped_at) VALUES (${pitchId}, ${now})`;
}

/** Makes a pitch one that is still to come. */
export async function forgetProgress(tx: Transaction, pitchId: string): Promise<void> {
  await exec(tx)`DELETE FROM pitch_progress WHERE pitch_id = ${pitchId}`;
}

/** Puts a session's pitches back to the progress they had. */
export async function restoreProgress(
  tx: Transaction,
  sessionId: string,
  progress: StageSnapshot['pitches'],
): Promise<void> {
  await exec(tx)`
    DELETE FROM pitch_progress WHERE pitch_id IN (SELECT id FROM expo_pitch WHERE session_id = ${sessionId})
  `;
  await exec(tx)`
    INSERT INTO pitch_progress (pitch_id, started_at, ended_at, skipped_at)
    SELECT b.id, b."startedAt", b."endedAt", b."skippedAt"
    FROM jsonb_to_recordset(${JSON.stringify(progress)})
      AS b(id uuid, "startedAt" timestamptz, "endedAt" timestamptz, "skippedAt" timestamptz)
    WHERE num_nonnulls(b."startedAt", b."skippedAt") > 0
  `;
}
