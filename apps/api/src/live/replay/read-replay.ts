import type { CaptionLanguage, RecordingFile, Replay, SessionMessage } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { notFound, type Actor } from '../../platform/index.ts';
import { livePolicy } from '../live.policy.ts';
import { chaptersOf } from '../recording/chapters.ts';
import { requireReplay } from '../recording/may-replay.ts';
import { lengthOf, segmentsOf, stretchesOf } from '../recording/read-segments.ts';

/** What there is to replay of a session that is over. @throws ProblemError 404 while there is nothing */
export async function readReplay(manager: EntityManager, actor: Actor, sessionId: string): Promise<Replay> {
  const { open } = await requireReplay(manager, actor, sessionId);
  const stretches = stretchesOf(await segmentsOf(manager, sessionId));
  if (stretches.length === 0) throw notFound('recording');
  const captions = await manager.query<{ language: CaptionLanguage }[]>(`SELECT language FROM caption WHERE session_id = $1 ORDER BY language DESC`, [sessionId]);
  return {
    sessionId,
    open,
    milliseconds: lengthOf(stretches),
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
    `SELECT f.pitch_id AS "pitchId", f.state, f.bytes, f.milliseconds FROM recording_file f LEFT JOIN pitch t ON t.id = f.pitch_id LEFT JOIN project j ON j.id = t.project_id
      WHERE f.session_id = $1 AND (f.pitch_id IS NULL OR $2 OR j.owner_id = $3) ORDER BY t.position NULLS FIRST`,
    [sessionId, livePolicy.manageStage.allows(actor), actor.id],
  );
  return rows.map((row) => ({ ...row, bytes: row.bytes === null ? null : Number(row.bytes) }));
}

/** A part of the session's log as it may be read again: without questions that are not, or no longer, for everybody. */
export async function replayLog(manager: EntityManager, sessionId: string, after: number, limit: number): Promise<SessionMessage[]> {
  const rows = await manager.query<(Omit<SessionMessage, 'at'> & { at: Date })[]>(
    `SELECT m.seq, m.at, m.kind, m.payload FROM live_message m
      WHERE m.session_id = $1 AND m.seq > $2
        AND (m.kind <> 'question' OR EXISTS (SELECT 1 FROM question q WHERE q.id = (m.payload->>'id')::uuid AND q.state = 'shown'))
      ORDER BY m.seq LIMIT $3`,
    [sessionId, after, limit],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }) as SessionMessage);
}
