import { Injectable } from '@nestjs/common';
import type { WebhookEvent } from 'livekit-server-sdk';
import { mediaReported, UnitOfWork, type Transaction } from '../../platform/index.ts';
import { personBanned, presenterChanged } from '../live.events.ts';
import { isBanned } from '../stage/ban-person.ts';
import { noteVisit } from '../attendance/note-visit.ts';
import { noteSeat } from '../seats/take-seat.ts';
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
    await this.work.run({ actor: { kind: 'system' }, requestId }, async (tx) => {
      const fresh: unknown[] = await tx.manager.query(
        `INSERT INTO media_event (id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING 1`,
        [report.id],
      );
      if (fresh.length === 0) return;
      const at = Number(report.createdAt);
      await tx.emit(mediaReported, { room, identity, joined: present, at });
      if (sessionId === null) return;
      const behind = present ? await holderOf(tx.manager, sessionId, identity) : null;
      if (behind !== null && (await isBanned(tx.manager, sessionId, behind)))
        await tx.emit(personBanned, { sessionId, personId: behind });
      await notePresence(tx, { sessionId, identity, present, at });
      const { sid = '', joinedAt = 0n } = report.participant ?? {};
      await noteVisit(tx, sessionId, { identity, sid, joinedAt: Number(joinedAt) || at }, present ? null : at);
      await noteSeat(tx.manager, sessionId, identity, present);
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
export async function notePresence(tx: Transaction, { sessionId, identity, present, at }: Sighting): Promise<void> {
  const changed = await tx.manager.query<{ id: string }[]>(
    `WITH seen AS (
       UPDATE stage_presenter SET present = $3, seen_at = to_timestamp($4)
        WHERE session_id = $1 AND (guest_identity = $5 OR (guest_identity IS NULL AND person_id = $2)) AND (seen_at IS NULL OR seen_at <= to_timestamp($4)) RETURNING person_id
     ) SELECT person_id AS id FROM seen`,
    [sessionId, presenterOf(identity), present, at, identity],
  );
  for (const { id } of changed) await tx.emit(presenterChanged, { sessionId, personId: id });
}
