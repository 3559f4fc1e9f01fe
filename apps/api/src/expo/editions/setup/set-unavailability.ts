import { Injectable } from '@nestjs/common';
import type { Unavailability } from '@everexpo/contracts';
import { exec, exists, notFound, type PersonCommand, UnitOfWork } from '../../../platform/index.ts';
import { touchDraft } from '../../draft/touch-draft.ts';
import { lockEdition } from '../lock-edition.ts';
import { replaceUnavailability } from './replace-unavailability.ts';

type Spans = Unavailability['spans'];

/** When a person cannot come, or a room is closed. What stands there already lights up in the workspace. */
@Injectable()
export class SetUnavailability {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404 */
  forPerson(command: PersonCommand, editionId: string, personId: string, spans: Spans): Promise<Unavailability> {
    return this.work.run(command, async (tx) => {
      const known = await exists(tx)`
        SELECT 1 FROM accounts_person p, edition e WHERE p.id = ${personId} AND e.id = ${editionId}
      `;
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
      await lockEdition(tx, editionId);
      const known = await exists(tx)`SELECT 1 FROM room WHERE id = ${roomId} AND edition_id = ${editionId}`;
      if (!known) throw notFound('room');
      await exec(tx)`DELETE FROM room_closure WHERE room_id = ${roomId}`;
      await exec(tx)`
        INSERT INTO room_closure (room_id, starts_at, ends_at)
        SELECT ${roomId}, s.a, s.b
        FROM unnest(${spans.map((span) => span.startsAt)}::timestamptz[],
          ${spans.map((span) => span.endsAt)}::timestamptz[]) AS s(a, b)
      `;
      await tx.audit('expo.close-room', editionId, { room: roomId, spans: spans.length });
      await touchDraft(tx, command, editionId, []);
      return { spans };
    });
  }
}
