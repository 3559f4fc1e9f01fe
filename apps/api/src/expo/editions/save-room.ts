import { Injectable } from '@nestjs/common';
import type { DraftRoom, RoomForm } from '@everexpo/contracts';
import { fieldError, invalid, notFound, ProblemError, UnitOfWork, type PersonCommand } from '../../platform/index.ts';
import { draftRooms } from '../draft/read-draft.ts';
import { touchDraft } from '../draft/touch-draft.ts';
import { lockEdition } from './lock-edition.ts';
import { touchProgramme } from '../programme/programme-changed.ts';

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
      const values = [
        form.venueZh,
        form.venueEn,
        form.nameZh,
        form.nameEn,
        form.mode,
        form.seats,
        form.features,
        form.opensAt,
        form.closesAt,
      ];
      await lockEdition(tx, editionId);
      if (roomId === null) {
        await tx.manager.query(
          `INSERT INTO room (edition_id, position, venue_zh, venue_en, name_zh, name_en, mode, seats, features, opens_at, closes_at)
             SELECT $1, coalesce(max(position), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10 FROM room WHERE edition_id = $1`,
          [editionId, ...values],
        );
      } else {
        const [, changed] = await tx.manager.query<[unknown[], number]>(
          `UPDATE room SET venue_zh = $3, venue_en = $4, name_zh = $5, name_en = $6, mode = $7, seats = $8, features = $9, opens_at = $10, closes_at = $11 WHERE edition_id = $1 AND id = $2`,
          [editionId, roomId, ...values],
        );
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
      const known: unknown[] = await tx.manager.query(`SELECT 1 FROM room WHERE edition_id = $1 AND id = $2`, [
        editionId,
        roomId,
      ]);
      if (known.length === 0) throw notFound('room');
      const [use] = await tx.manager.query<{ count: number }[]>(
        `SELECT ((SELECT count(*) FROM draft_session WHERE room_id = $1) + (SELECT count(*) FROM session WHERE room_id = $1) + (SELECT count(*) FROM programme_entry WHERE room_id = $1))::int AS count`,
        [roomId],
      );
      if ((use?.count ?? 0) > 0) throw new ProblemError('room_in_use');
      await tx.manager.query(`DELETE FROM room WHERE id = $1`, [roomId]);
      await tx.audit('expo.remove-room', editionId, { room: roomId });
      await touchDraft(tx, command, editionId, []);
      return draftRooms(tx.manager, editionId);
    });
  }
}
