import { Injectable } from '@nestjs/common';
import type { WebhookEvent } from 'livekit-server-sdk';
import { all, exec, mediaPresenceChanged, type Transaction, UnitOfWork } from '../../platform/index.ts';
import { personBanned, presenterChanged } from '../live.events.ts';
import { isBanned } from '../stage/ban-person.ts';
import { recordVisit } from '../attendance/record-visit.ts';
import { recordSeat } from '../seats/take-seat.ts';
import { holderOf } from './holders.ts';
import { presenterOf, sessionOf } from './names.ts';

/** Notes who is in a session's room, presenters and audience, from the media server's reports alone. */
@Injectable()
export class RecordPresence {
  constructor(private readonly work: UnitOfWork) {}

  /** A repeated report changes nothing, nor does one older than what is known. */
  async run(report: WebhookEvent, requestId: string): Promise<void> {
    const present = { participant_joined: true, participant_left: false }[report.event as string];
    if (present === undefined) return;
    const [room, identity] = [report.room?.name ?? '', report.participant?.identity ?? ''];
    const sessionId = sessionOf(room);
    await this.work.system(requestId, async (tx) => {
      const fresh = await exec(tx)`
        INSERT INTO media_event (id) VALUES (${report.id}) ON CONFLICT DO NOTHING
      `;
      if (fresh === 0) return;
      const at = Number(report.createdAt);
      await tx.emit(mediaPresenceChanged, { room, identity, joined: present, at });
      if (sessionId === null) return;
      const behind = present ? await holderOf(tx.manager, sessionId, identity) : null;
      if (behind !== null && (await isBanned(tx.manager, sessionId, behind)))
        await tx.emit(personBanned, { sessionId, personId: behind });
      await recordPresence(tx, { sessionId, identity, present, at });
      const { sid = '', joinedAt = 0n } = report.participant ?? {};
      await recordVisit(tx, sessionId, { identity, sid, joinedAt: Number(joinedAt) || at }, present ? null : at);
      await recordSeat(tx, sessionId, identity, present);
    });
  }
}

interface Sighting {
  sessionId: string;
  identity: string;
  present: boolean;
  /** Seconds of the Unix epoch. */
  at: number;
}

/** Presenters and guests on stage alike; who comes back is given again what the stage allows them. */
export async function recordPresence(tx: Transaction, { sessionId, identity, present, at }: Sighting): Promise<void> {
  const changed = await all<{ id: string }>(tx)`
    WITH seen AS (
      UPDATE stage_presenter SET present = ${present}, seen_at = to_timestamp(${at})
      WHERE session_id = ${sessionId}
        AND (guest_identity = ${identity} OR (guest_identity IS NULL AND person_id = ${presenterOf(identity)}))
        AND (seen_at IS NULL OR seen_at <= to_timestamp(${at}))
      RETURNING person_id
        ) SELECT person_id AS id FROM seen
  `;
  for (const { id } of changed) await tx.emit(presenterChanged, { sessionId, personId: id });
}
