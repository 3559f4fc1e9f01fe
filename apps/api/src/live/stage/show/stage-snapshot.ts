import type { EntityManager } from 'typeorm';
import { all, exec, one, type Transaction } from '../../../platform/index.ts';
import { placePitches } from '../../../expo/index.ts';
import { restoreProgress } from './pitch-progress.ts';
import type { Stage, StageSnapshot } from '../stage.entity.ts';

export async function snapshotOf(manager: EntityManager, stage: Stage): Promise<StageSnapshot> {
  const kept = await one<Pick<StageSnapshot, 'pitches' | 'runs' | 'onStage'>>(manager)`
    SELECT
      coalesce((
        SELECT jsonb_agg(jsonb_build_object(
          'id', t.id,
          'position', t.position,
          'startedAt', g.started_at,
          'endedAt', g.ended_at,
          'skippedAt', g.skipped_at))
        FROM expo_pitch t
        LEFT JOIN pitch_progress g ON g.pitch_id = t.id
        WHERE t.session_id = ${stage.sessionId}), '[]') AS pitches,
      coalesce((
        SELECT jsonb_agg(jsonb_build_object('pitchId', pitch_id, 'startedAt', started_at, 'endedAt', ended_at))
        FROM pitch_run
        WHERE session_id = ${stage.sessionId}), '[]') AS runs,
      coalesce((
        SELECT jsonb_agg(person_id)
        FROM stage_presenter
        WHERE session_id = ${stage.sessionId} AND on_stage), '[]') AS "onStage"
  `;
  const { currentPitchId, heldAt, heldMs, extraMinutes } = stage;
  return {
    currentPitchId,
    heldAt: heldAt?.toISOString() ?? null,
    heldMs,
    extraMinutes,
    ...kept,
  };
}

/** Puts everything back as it stood; returns the people whose place on the stage changed by it. */
export async function restore(tx: Transaction, stage: Stage, snapshot: StageSnapshot): Promise<string[]> {
  stage.currentPitchId = snapshot.currentPitchId;
  stage.heldAt = snapshot.heldAt === null ? null : new Date(snapshot.heldAt);
  stage.heldMs = snapshot.heldMs;
  stage.extraMinutes = snapshot.extraMinutes;
  await placePitches(
    tx,
    stage.sessionId,
    snapshot.pitches.map(({ id, position }) => ({ id, position })),
  );
  await restoreProgress(tx, stage.sessionId, snapshot.pitches);
  await exec(tx)`DELETE FROM pitch_run WHERE session_id = ${stage.sessionId}`;
  await exec(tx)`
    INSERT INTO pitch_run (session_id, pitch_id, started_at, ended_at)
    SELECT ${stage.sessionId}, b."pitchId", b."startedAt", b."endedAt"
    FROM jsonb_to_recordset(${JSON.stringify(snapshot.runs)}) AS b("pitchId" uuid, "startedAt" timestamptz,
      "endedAt" timestamptz)
  `;
  return placeOnStage(tx, stage.sessionId, snapshot.onStage, true);
}

/**
 * Puts exactly these people on stage and all others off, or with `others` false leaves the others as they are; returns
 * those for whom that is a change.
 */
export async function placeOnStage(
  tx: Transaction,
  sessionId: string,
  people: string[],
  others: boolean,
): Promise<string[]> {
  const changed = await all<{ id: string }>(tx)`
    WITH wanted AS (
      INSERT INTO stage_presenter (session_id, person_id, on_stage)
      SELECT ${sessionId}, unnest(${people}::uuid[]), true
      ON CONFLICT (session_id, person_id) DO UPDATE SET on_stage = true
      WHERE NOT stage_presenter.on_stage
      RETURNING person_id
        ), leaving AS (
          UPDATE stage_presenter
          SET on_stage = false
          WHERE ${others} AND session_id = ${sessionId} AND on_stage AND person_id <> ALL(${people}::uuid[])
          RETURNING person_id
            ) SELECT person_id AS id FROM wanted UNION SELECT person_id FROM leaving
  `;
  return changed.map(({ id }) => id);
}
