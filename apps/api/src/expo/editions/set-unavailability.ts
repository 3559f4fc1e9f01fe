import { Injectable } from '@nestjs/common';
import type { Unavailability } from '@everexpo/contracts';
import { notFound, UnitOfWork, type PersonCommand } from '../../platform/index.ts';
import { touchDraft } from '../draft/touch-draft.ts';
import { replaceUnavailability } from './replace-unavailability.ts';

type Spans = Unavailability['spans'];

/** When a person cannot come, or a room is closed. What stands there already lights up in the workspace. */
@Injectable()
export class SetUnavailability {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404 */
  forPerson(command: PersonCommand, editionId: string, personId: string, spans: Spans): Promise<Unavailability> {
    return this.work.run(command, async (tx) => {
      const [known] = await tx.manager.query<unknown[]>(
        `SELECT 1 FROM accounts_person p, edition e WHERE p.id = $1 AND e.id = $2`,
        [personId, editionId],
      );
      if (!known) throw notFound('person');
      await replaceUnavailability(tx, editionId, personId, spans);
      await tx.audit('expo.set-unavailability', editionId, { person: personId, spans: spans.length });
      await touchDraft(tx, command, editionId, []);
      return { spans };
    });
  }

  /** @throws ProblemError 404 */
  forRoom(command: PersonCommand, editionId: string, roomId: string, spans: Spans): Promise<Unavailability> {
    return this.work.run(command, async (tx) => {
      const [known] = await tx.manager.query<unknown[]>(`SELECT 1 FROM room WHERE id = $1 AND edition_id = $2`, [
        roomId,
        editionId,
      ]);
      if (!known) throw notFound('room');
      await tx.manager.query(`DELETE FROM room_closure WHERE room_id = $1`, [roomId]);
      await tx.manager.query(
        `INSERT INTO room_closure (room_id, starts_at, ends_at) SELECT $1, s.a, s.b FROM unnest($2::timestamptz[], $3::timestamptz[]) AS s(a, b)`,
        [roomId, spans.map((span) => span.startsAt), spans.map((span) => span.endsAt)],
      );
      await tx.audit('expo.close-room', editionId, { room: roomId, spans: spans.length });
      await touchDraft(tx, command, editionId, []);
      return { spans };
    });
  }
}
