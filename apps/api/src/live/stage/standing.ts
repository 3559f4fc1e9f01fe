import type { EntityManager } from 'typeorm';
import { placePitches } from '../../expo/index.ts';
import { restoreProgress } from './pitch-progress.ts';
import type { Stage, Standing } from './stage.entity.ts';

export async function standingOf(manager: EntityManager, stage: Stage): Promise<Standing> {
  const [row] = await manager.query<Pick<Standing, 'pitches' | 'runs' | 'onStage'>[]>(
    `SELECT coalesce((SELECT jsonb_agg(jsonb_build_object('id', t.id, 'position', t.position, 'startedAt', g.started_at,
                                                          'endedAt', g.ended_at, 'skippedAt', g.skipped_at))
                        FROM expo_pitch t LEFT JOIN pitch_progress g ON g.pitch_id = t.id
                       WHERE t.session_id = $1), '[]') AS pitches,
            coalesce((SELECT jsonb_agg(jsonb_build_object('pitchId', pitch_id, 'startedAt', started_at, 'endedAt', ended_at)) FROM pitch_run WHERE session_id = $1), '[]') AS runs,
            coalesce((SELECT jsonb_agg(person_id) FROM stage_presenter WHERE session_id = $1 AND on_stage), '[]') AS "onStage"`,
    [stage.sessionId],
  );
  const { currentPitchId, heldAt, heldMs, extraMinutes } = stage;
  return {
    currentPitchId,
    heldAt: heldAt?.toISOString() ?? null,
    heldMs,
    extraMinutes,
    ...(row as Pick<Standing, 'pitches' | 'runs' | 'onStage'>),
  };
}

/** Puts everything back as it stood; returns the people whose place on the stage changed by it. */
export async function putBack(manager: EntityManager, stage: Stage, standing: Standing): Promise<string[]> {
  stage.currentPitchId = standing.currentPitchId;
  stage.heldAt = standing.heldAt === null ? null : new Date(standing.heldAt);
  stage.heldMs = standing.heldMs;
  stage.extraMinutes = standing.extraMinutes;
  await placePitches(
    manager,
    stage.sessionId,
    standing.pitches.map(({ id, position }) => ({ id, position })),
  );
  await restoreProgress(manager, stage.sessionId, standing.pitches);
  await manager.query(`DELETE FROM pitch_run WHERE session_id = $1`, [stage.sessionId]);
  await manager.query(
    `INSERT INTO pitch_run (session_id, pitch_id, started_at, ended_at)
     SELECT $1, b."pitchId", b."startedAt", b."endedAt" FROM jsonb_to_recordset($2) AS b("pitchId" uuid, "startedAt" timestamptz, "endedAt" timestamptz)`,
    [stage.sessionId, JSON.stringify(standing.runs)],
  );
  return placeOnStage(manager, stage.sessionId, standing.onStage, true);
}

/**
 * Puts exactly these people on stage and all others off, or with `others` false leaves the others as they are; returns
 * those for whom that is a change.
 */
export async function placeOnStage(
  manager: EntityManager,
  sessionId: string,
  people: string[],
  others: boolean,
): Promise<string[]> {
  const changed = await manager.query<{ id: string }[]>(
    `WITH wanted AS (
       INSERT INTO stage_presenter (session_id, person_id, on_stage) SELECT $1, unnest($2::uuid[]), true
       ON CONFLICT (session_id, person_id) DO UPDATE SET on_stage = true WHERE NOT stage_presenter.on_stage RETURNING person_id
     ), leaving AS (
       UPDATE stage_presenter SET on_stage = false WHERE $3 AND session_id = $1 AND on_stage AND person_id <> ALL($2::uuid[]) RETURNING person_id
     ) SELECT person_id AS id FROM wanted UNION SELECT person_id FROM leaving`,
    [sessionId, people, others],
  );
  return changed.map(({ id }) => id);
}
