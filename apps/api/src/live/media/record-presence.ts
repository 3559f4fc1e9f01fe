import { Injectable } from '@nestjs/common';
import type { WebhookEvent } from 'livekit-server-sdk';
import { mediaReported, UnitOfWork } from '../../platform/index.ts';
import { presenterChanged } from '../live.events.ts';
import { presenterOf, sessionOf } from './names.ts';

/** Notes which presenters are in their green room, from the media server's reports alone. */
@Injectable()
export class RecordPresence {
  constructor(private readonly work: UnitOfWork) {}

  /** A repeated report changes nothing, nor does one older than what is known. */
  async run(report: WebhookEvent, requestId: string): Promise<void> {
    const present = { participant_joined: true, participant_left: false }[report.event as string];
    if (present === undefined) return;
    const [room, identity] = [report.room?.name ?? '', report.participant?.identity ?? ''];
    const [sessionId, personId] = [sessionOf(room), presenterOf(identity)];
    await this.work.run({ actor: { kind: 'system' }, requestId }, async (tx) => {
      const fresh: unknown[] = await tx.manager.query(`INSERT INTO media_event (id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING 1`, [report.id]);
      if (fresh.length === 0) return;
      await tx.emit(mediaReported, { room, identity, joined: present, at: Number(report.createdAt) });
      if (sessionId === null || personId === null) return;
      const [, changed] = await tx.manager.query<[unknown[], number]>(
        `UPDATE stage_presenter SET present = $3, seen_at = to_timestamp($4)
          WHERE session_id = $1 AND person_id = $2 AND (seen_at IS NULL OR seen_at <= to_timestamp($4))`,
        [sessionId, personId, present, Number(report.createdAt)],
      );
      if (changed > 0) await tx.emit(presenterChanged, { sessionId, personId });
    });
  }
}
