import { recordingLength, type CaptionLanguage, type RecordingFile, type Replay } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { notFound, type Actor } from '../../platform/index.ts';
import { livePolicy } from '../live.policy.ts';
import { chaptersOf } from '../recording/chapters.ts';
import { requireReplay } from '../recording/may-replay.ts';
import { segmentsOf, stretchesOf } from '../recording/read-segments.ts';

/** What there is to replay of a session that is over. @throws ProblemError 404 while there is nothing */
export async function readReplay(manager: EntityManager, actor: Actor, sessionId: string): Promise<Replay> {
  const { open } = await requireReplay(manager, actor, sessionId);
  const stretches = stretchesOf(await segmentsOf(manager, sessionId));
  if (stretches.length === 0) throw notFound('recording');
  const captions = await manager.query<{ language: CaptionLanguage }[]>(
    `SELECT language FROM caption WHERE session_id = $1 ORDER BY language DESC`,
    [sessionId],
  );
  return {
    sessionId,
    open,
    milliseconds: recordingLength(stretches),
    stretches,
    chapters: await chaptersOf(manager, sessionId, stretches),
    captions: captions.map(({ language }) => language),
    files: await filesFor(manager, actor, sessionId),
  };
}

/** Of the files those that a reader may download: the whole for anybody signed in, a clip for its owner and the organizers. */
async function filesFor(manager: EntityManager, actor: Actor, sessionId: string): Promise<RecordingFile[]> {
  if (actor.kind !== 'person') return [];
  const rows = await manager.query<(Omit<RecordingFile, 'bytes'> & { bytes: string | null })[]>(
    `SELECT f.pitch_id AS "pitchId", f.state, f.bytes, f.milliseconds FROM recording_file f LEFT JOIN expo_pitch t ON t.id = f.pitch_id LEFT JOIN expo_project j ON j.id = t.project_id
      WHERE f.session_id = $1 AND (f.pitch_id IS NULL OR $2 OR j.owner_id = $3) ORDER BY t.position NULLS FIRST`,
    [sessionId, livePolicy.manageStage.allows(actor), actor.id],
  );
  return rows.map((row) => ({ ...row, bytes: row.bytes === null ? null : Number(row.bytes) }));
}
