import type { EntityManager } from 'typeorm';
import { type Actor, maybeOne, notFound, ProblemError } from '../../../platform/index.ts';
import { livePolicy } from '../../live.policy.ts';
import { requireReplay } from '../require-replay.ts';

export interface RecordedFile {
  key: string;
  bytes: number;
  /** What it is called once it is downloaded. */
  name: string;
}

/**
 * The file of a whole session or, with `pitchId`, of one pitch, which only its owner and the organizers get.
 * @throws ProblemError 403, 404
 */
export async function readRecordedFile(
  manager: EntityManager,
  actor: Actor,
  sessionId: string,
  pitchId: string | null,
): Promise<RecordedFile> {
  const file = await maybeOne<{
    key: string;
    bytes: number;
    code: string;
    position: number | null;
    ownerId: string | null;
  }>(manager)`
    SELECT f.key, f.bytes, s.code, t.position, j.owner_id AS "ownerId"
    FROM recording_file f
    JOIN expo_session s ON s.id = f.session_id
    LEFT JOIN expo_pitch t ON t.id = f.pitch_id
    LEFT JOIN expo_project j ON j.id = t.project_id
    WHERE f.session_id = ${sessionId} AND f.pitch_id IS NOT DISTINCT FROM ${pitchId}
      AND f.state = 'ready' AND f.key IS NOT NULL AND f.bytes IS NOT NULL
  `;
  if (!file) throw notFound('file');
  const isOwner = actor.kind === 'person' && actor.id === file.ownerId;
  if (pitchId === null) await requireReplay(manager, actor, sessionId);
  else if (!isOwner && !livePolicy.manageStage.allows(actor)) throw new ProblemError('clip_owner_only');
  return {
    key: file.key,
    bytes: file.bytes,
    name: file.position === null ? `${file.code}.mp4` : `${file.code}-${file.position}.mp4`,
  };
}
