import { Injectable } from '@nestjs/common';
import type { DraftRoom, RoomForm } from '@everexpo/contracts';
import {
  exec,
  fieldError,
  invalid,
  maybeOne,
  notFound,
  one,
  type PersonCommand,
  ProblemError,
  UnitOfWork,
} from '../../../platform/index.ts';
import { draftRooms } from '../../draft/read-draft.ts';
import { touchDraft } from '../../draft/touch-draft.ts';
import { lockEdition } from '../lock-edition.ts';
import { touchProgramme } from '../../programme/programme-changed.ts';

/** Adds a room to an edition, changes one, or takes one out that holds nothing. */
@Injectable()
export class SaveRoom {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404; 422 for opening hours that end before they begin */
  run(command: PersonCommand, editionId: string, roomId: string | null, form: RoomForm): Promise<DraftRoom[]> {
    if (
      (form.opensAt === null) !== (form.closesAt === null) ||
      (form.opensAt !== null && form.closesAt !== null && form.closesAt <= form.opensAt)
    ) {
      throw invalid(fieldError('/closesAt', 'after_opens_at'));
    }
    return this.work.run(command, async (tx) => {
      await lockEdition(tx, editionId);
      if (roomId === null) {
        await exec(tx)`
          INSERT INTO room (edition_id, position, venue_zh, venue_en, name_zh, name_en, mode, seats, features,
            opens_at, closes_at)
          SELECT ${editionId}, coalesce(max(position), 0) + 1, ${form.venueZh}, ${form.venueEn}, ${form.nameZh},
            ${form.nameEn}, ${form.mode}, ${form.seats}, ${form.features}, ${form.opensAt}::time, ${form.closesAt}::time
          FROM room
          WHERE edition_id = ${editionId}
        `;
      } else {
        const changed = await exec(tx)`
          UPDATE room
          SET venue_zh = ${form.venueZh}, venue_en = ${form.venueEn}, name_zh = ${form.nameZh},
            name_en = ${form.nameEn}, mode = ${form.mode}, seats = ${form.seats}, features = ${form.features},
            opens_at = ${form.opensAt}, closes_at = ${form.closesAt}
          WHERE edition_id = ${editionId} AND id = ${roomId}
        `;
        if (changed === 0) throw notFound('room');
      }
      await tx.audit('expo.save-room', editionId, { room: roomId, name: form.nameZh });
      await touchDraft(tx, command, editionId, []);
      await touchProgramme(tx, editionId);
      return draftRooms(tx.manager, editionId);
    });
  }

  /** @throws ProblemError 404; 409 `room_in_use` */
  remove(command: PersonCommand, editionId: string, roomId: string): Promise<DraftRoom[]> {
    return this.work.run(command, async (tx) => {
      await lockEdition(tx, editionId);
      const known = await maybeOne<{ id: string }>(tx)`
        SELECT id FROM room WHERE edition_id = ${editionId} AND id = ${roomId}
      `;
      if (!known) throw notFound('room');
      const { count: uses } = await one<{ count: number }>(tx)`
        SELECT ((SELECT count(*) FROM draft_session WHERE room_id = ${roomId}) + (SELECT count(*) FROM session
          WHERE room_id = ${roomId}) + (SELECT count(*) FROM programme_entry WHERE room_id = ${roomId}))::int AS count
      `;
      if (uses > 0) throw new ProblemError('room_in_use');
      await exec(tx)`DELETE FROM room WHERE id = ${roomId}`;
      await tx.audit('expo.remove-room', editionId, { room: roomId });
      await touchDraft(tx, command, editionId, []);
      return draftRooms(tx.manager, editionId);
    });
  }
}
