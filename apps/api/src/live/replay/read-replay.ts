import { recordingLength, type CaptionLanguage, type RecordingFile, type Replay } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { type Actor, all, notFound } from '../../platform/index.ts';
import { livePolicy } from '../live.policy.ts';
import { chaptersOf } from '../recording/files/chapters.ts';
import { requireReplay } from '../recording/require-replay.ts';
import { segmentsOf, timeRangesOf } from '../recording/playlists/read-segments.ts';

/** What there is to replay of a session that is over. @throws ProblemError 404 while there is nothing */
export async function readReplay(manager: EntityManager, actor: Actor, sessionId: string): Promise<Replay> {
  const { open } = await requireReplay(manager, actor, sessionId);
  const timeRanges = timeRangesOf(await segmentsOf(manager, sessionId));
  if (timeRanges.length === 0) throw notFound('recording');
  const captions = await all<{ language: CaptionLanguage }>(manager)`
    SELECT language FROM caption WHERE session_id = ${sessionId} ORDER BY language DESC
  `;
  return {
    sessionId,
    open,
    durationMs: recordingLength(timeRanges),
    timeRanges,
    chapters: await chaptersOf(manager, sessionId, timeRanges),
    captions: captions.map(({ language }) => language),
    files: await filesFor(manager, actor, sessionId),
  };
}

/**
 * Of the files those that a reader may download: the whole for anybody signed in, a clip for its owner and the
 * organizers.
 */
async function filesFor(manager: EntityManager, actor: Actor, sessionId: string): Promise<RecordingFile[]> {
  if (actor.kind !== 'person') return [];
  return all<RecordingFile>(manager)`
    SELECT f.pitch_id AS "pitchId", f.state, f.bytes, f.duration_ms AS "durationMs"
    FROM recording_file f
    LEFT JOIN expo_pitch t ON t.id = f.pitch_id
    LEFT JOIN expo_project j ON j.id = t.project_id
    WHERE f.session_id = ${sessionId}
      AND (f.pitch_id IS NULL OR ${livePolicy.manageStage.allows(actor)} OR j.owner_id = ${actor.id})
    ORDER BY t.position NULLS FIRST
  `;
}
