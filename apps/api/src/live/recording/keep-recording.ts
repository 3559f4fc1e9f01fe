import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Every, Log, UnitOfWork } from '../../platform/index.ts';
import { tellStage } from '../stage/tell-stage.ts';
import { endPart } from './end-part.ts';
import { START_SECONDS } from './lease.ts';
import { RECORDER, type OpenPart, type RecordingPart, type Recorder } from './recorder.ts';

const SYSTEM = { actor: { kind: 'system' as const }, requestId: 'live.keep-recording' };
/** A recorder that ended without a single segment is not started again at once. */
const PAUSE_SECONDS = 10;

/** Sees to it that every session that is to be recorded is: starts a recorder, and another when one is gone. */
@Injectable()
export class KeepRecording {
  constructor(
    private readonly dataSource: DataSource,
    private readonly work: UnitOfWork,
    private readonly log: Log,
    @Inject(RECORDER) private readonly recorder: Recorder | null,
  ) {}

  @Every(500, 'live.keep-recording')
  async run(): Promise<void> {
    const { recorder } = this;
    if (!recorder) return;
    await this.tendOpen(recorder);
    await this.endAbandoned();
    for (let part = await this.claim(recorder); part; part = await this.claim(recorder))
      await this.start(recorder, part);
  }

  private async tendOpen(recorder: Recorder): Promise<void> {
    if (!recorder.tend) return;
    const open = await this.dataSource.query<OpenPart[]>(
      `SELECT r.session_id AS "sessionId", r.part, r.egress_id AS "egressId", st.state = 'live' AND st.recorded AS wanted
         FROM recording_part r JOIN stage st ON st.session_id = r.session_id WHERE r.ended_at IS NULL AND r.segment_type = $1`,
      [recorder.segmentType],
    );
    for (const part of open)
      await recorder
        .tend(part)
        .catch((error: unknown) => this.log.warn({ err: error, ...part }, 'a recording could not be looked after'));
  }

  /** Parts whose recorder is gone, and nobody wants another. */
  private async endAbandoned(): Promise<void> {
    const gone = await this.dataSource.query<RecordingPart[]>(
      `SELECT r.session_id AS "sessionId", r.part FROM recording_part r JOIN stage st ON st.session_id = r.session_id
        WHERE r.ended_at IS NULL AND r.lease_until < now() AND NOT (st.state = 'live' AND st.recorded)`,
    );
    for (const { sessionId, part } of gone) await this.work.run(SYSTEM, (tx) => endPart(tx, sessionId, part));
  }

  /** The next part of a session that should be recorded and is not. Several nodes ask at once: each stage is one node's. */
  private claim({ segmentType }: Recorder): Promise<RecordingPart | null> {
    return this.work.run(SYSTEM, async (tx) => {
      const [stage] = await tx.manager.query<{ sessionId: string; part: number }[]>(
        `SELECT st.session_id AS "sessionId", coalesce((SELECT max(part) FROM recording_part r WHERE r.session_id = st.session_id), 0) + 1 AS part
           FROM stage st WHERE st.state = 'live' AND st.recorded
            AND NOT EXISTS (SELECT 1 FROM recording_part r WHERE r.session_id = st.session_id AND r.ended_at IS NULL AND r.lease_until >= now())
            AND NOT EXISTS (SELECT 1 FROM recording_part r WHERE r.session_id = st.session_id AND r.claimed_at > now() - make_interval(secs => $1)
                              AND NOT EXISTS (SELECT 1 FROM recording_segment g WHERE g.session_id = r.session_id AND g.part = r.part))
          LIMIT 1 FOR UPDATE OF st SKIP LOCKED`,
        [PAUSE_SECONDS],
      );
      if (!stage) return null;
      const { sessionId, part } = stage;
      await tx.manager.query(`UPDATE recording_part SET ended_at = now() WHERE session_id = $1 AND ended_at IS NULL`, [
        sessionId,
      ]);
      await tx.manager.query(
        `INSERT INTO recording_part (session_id, part, segment_type, lease_until) VALUES ($1, $2, $3, now() + make_interval(secs => $4))`,
        [sessionId, part, segmentType, START_SECONDS],
      );
      await tx.audit('recording.begin', sessionId, { part });
      await tellStage(tx.manager, sessionId);
      return { sessionId, part };
    });
  }

  private async start(recorder: Recorder, { sessionId, part }: RecordingPart): Promise<void> {
    try {
      const egressId = await recorder.start({ sessionId, part });
      await this.dataSource.query(`UPDATE recording_part SET egress_id = $3 WHERE session_id = $1 AND part = $2`, [
        sessionId,
        part,
        egressId,
      ]);
    } catch (error) {
      this.log.error({ err: error, sessionId, part }, 'a recorder could not be started');
      await this.work.run(SYSTEM, (tx) => endPart(tx, sessionId, part));
    }
  }
}
