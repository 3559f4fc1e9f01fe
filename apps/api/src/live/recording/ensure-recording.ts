import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { all, Interval, exec, Log, maybeOne, UnitOfWork } from '../../platform/index.ts';
import { publishStage } from '../stage/publish-stage.ts';
import { endPart } from './end-part.ts';
import { LONGEST_START_SECONDS, START_SECONDS } from './lease.ts';
import { RECORDER, type OpenPart, type RecordingPart, type Recorder } from './recorder.ts';

const NAME = 'live.ensure-recording';
/** A recorder that ended without a single segment is not started again at once. */
const PAUSE_SECONDS = 10;

/** Sees to it that every session that is to be recorded is: starts a recorder, and another when one is gone. */
@Injectable()
export class EnsureRecording {
  constructor(
    private readonly dataSource: DataSource,
    private readonly work: UnitOfWork,
    private readonly log: Log,
    @Inject(RECORDER) private readonly recorder: Recorder | null,
  ) {}

  @Interval(500, 'live.ensure-recording')
  async run(): Promise<void> {
    const { recorder } = this;
    if (!recorder) return;
    await this.monitorOpenParts(recorder);
    await this.endAbandoned();
    for (let part = await this.claim(recorder); part; part = await this.claim(recorder))
      await this.start(recorder, part);
  }

  private async monitorOpenParts(recorder: Recorder): Promise<void> {
    if (!recorder.monitor) return;
    const open = await all<OpenPart>(this.dataSource)`
      SELECT r.session_id AS "sessionId", r.part, r.egress_id AS "egressId", st.state = 'live'
        AND st.recorded AS wanted
      FROM recording_part r
      JOIN stage st ON st.session_id = r.session_id
      WHERE r.ended_at IS NULL AND r.segment_type = ${recorder.segmentType}
    `;
    for (const part of open)
      await recorder
        .monitor(part)
        .catch((error: unknown) => this.log.warn({ err: error, ...part }, 'a recording could not be looked after'));
  }

  /** Parts whose recorder is gone, and nobody wants another. */
  private async endAbandoned(): Promise<void> {
    const gone = await all<RecordingPart>(this.dataSource)`
      SELECT r.session_id AS "sessionId", r.part FROM recording_part r JOIN stage st ON st.session_id = r.session_id
      WHERE r.ended_at IS NULL AND r.lease_until < now() AND NOT (st.state = 'live' AND st.recorded)
    `;
    for (const { sessionId, part } of gone) await this.work.system(NAME, (tx) => endPart(tx, sessionId, part));
  }

  /**
   * The next part of a session that should be recorded and is not. Several nodes ask at once: each stage is one node's.
   */
  private claim({ segmentType }: Recorder): Promise<RecordingPart | null> {
    return this.work.system(NAME, async (tx) => {
      const stage = await maybeOne<{ sessionId: string; part: number; inVain: number }>(tx)`
        SELECT st.session_id AS "sessionId", last.part + 1 AS part, last.part - filled.part AS "inVain"
        FROM stage st
        CROSS JOIN LATERAL (SELECT coalesce(max(r.part), 0) AS part FROM recording_part r
          WHERE r.session_id = st.session_id) last
        CROSS JOIN LATERAL (SELECT coalesce(max(g.part), 0) AS part FROM recording_segment g
          WHERE g.session_id = st.session_id) filled
         WHERE st.state = 'live' AND st.recorded
          AND NOT EXISTS (SELECT 1 FROM recording_part r
            WHERE r.session_id = st.session_id AND r.ended_at IS NULL AND r.lease_until >= now())
          AND NOT EXISTS (SELECT 1 FROM recording_part r
            WHERE r.session_id = st.session_id AND r.claimed_at > now() - make_interval(secs => ${PAUSE_SECONDS})
              AND NOT EXISTS (SELECT 1 FROM recording_segment g
                WHERE g.session_id = r.session_id AND g.part = r.part))
        LIMIT 1 FOR UPDATE OF st SKIP LOCKED
      `;
      if (!stage) return null;
      const { sessionId, part, inVain } = stage;
      const seconds = Math.min(START_SECONDS * 2 ** inVain, LONGEST_START_SECONDS);
      await exec(tx)`UPDATE recording_part SET ended_at = now() WHERE session_id = ${sessionId} AND ended_at IS NULL`;
      await exec(tx)`
        INSERT INTO recording_part (session_id, part, segment_type, lease_until)
        VALUES (${sessionId}, ${part}, ${segmentType}, now() + make_interval(secs => ${seconds}))
      `;
      await tx.audit('recording.begin', sessionId, { part });
      await publishStage(tx, sessionId);
      return { sessionId, part };
    });
  }

  private async start(recorder: Recorder, { sessionId, part }: RecordingPart): Promise<void> {
    try {
      const egressId = await recorder.start({ sessionId, part });
      await this.work.system(
        'live.ensure-recording',
        (tx) => exec(tx)`
        UPDATE recording_part SET egress_id = ${egressId} WHERE session_id = ${sessionId} AND part = ${part}
      `,
      );
    } catch (error) {
      this.log.error({ err: error, sessionId, part }, 'a recorder could not be started');
      await this.work.system(NAME, (tx) => endPart(tx, sessionId, part));
    }
  }
}
