import type { EntityManager } from 'typeorm';
import { notFound, ProblemError, type Actor } from '../../platform/index.ts';
import { livePolicy } from '../live.policy.ts';

/** Whether everybody may watch the recording now. @throws ProblemError 404 for whoever may not, as if there were none */
export async function requireReplay(
  manager: EntityManager,
  actor: Actor,
  sessionId: string,
): Promise<{ open: boolean }> {
  const [stage] = await manager.query<{ open: boolean }[]>(
    `SELECT state = 'live' OR replay_open AS open FROM stage WHERE session_id = $1`,
    [sessionId],
  );
  if (!stage || !(stage.open || livePolicy.manageStage.allows(actor))) throw notFound('recording');
  return stage;
}

export interface RecordedFile {
  key: string;
  bytes: number;
  /** What it is called once it is downloaded. */
  name: string;
}

/** The file of a whole session or, with `pitchId`, of one pitch, which only its owner and the organizers get. @throws ProblemError 403, 404 */
export async function readFileOf(
  manager: EntityManager,
  actor: Actor,
  sessionId: string,
  pitchId: string | null,
): Promise<RecordedFile> {
  const [file] = await manager.query<
    { key: string; bytes: string; code: string; position: number | null; ownerId: string | null }[]
  >(
    `SELECT f.key, f.bytes, s.code, t.position, j.owner_id AS "ownerId" FROM recording_file f JOIN expo_session s ON s.id = f.session_id
       LEFT JOIN expo_pitch t ON t.id = f.pitch_id LEFT JOIN expo_project j ON j.id = t.project_id
      WHERE f.session_id = $1 AND f.pitch_id IS NOT DISTINCT FROM $2 AND f.state = 'ready'`,
    [sessionId, pitchId],
  );
  if (!file) throw notFound('file');
  const isOwner = actor.kind === 'person' && actor.id === file.ownerId;
  if (pitchId === null) await requireReplay(manager, actor, sessionId);
  else if (!isOwner && !livePolicy.manageStage.allows(actor)) throw new ProblemError('clip_owner_only');
  return {
    key: file.key,
    bytes: Number(file.bytes),
    name: file.position === null ? `${file.code}.mp4` : `${file.code}-${file.position}.mp4`,
  };
}
