import { Injectable } from '@nestjs/common';
import { eventKind, maybeOne, OnEvent, Realtime, rooms, type Transaction } from '../../platform/index.ts';
import { ProgrammeReader } from './programme.reader.ts';

const programmeChanged = eventKind<{ editionId: string; revision: number }>('expo.programme-changed');

/** Marks the public programme as changed, in the transaction that changes it. */
export async function touchProgramme(tx: Transaction, editionId: string): Promise<void> {
  const row = await maybeOne<{ revision: number }>(tx)`
    UPDATE edition
    SET programme_revision = programme_revision + 1
    WHERE id = ${editionId}
    RETURNING programme_revision AS revision
  `;
  if (row) await tx.emit(programmeChanged, { editionId, revision: row.revision });
}

@Injectable()
export class AnnounceProgrammeChange {
  constructor(
    private readonly reader: ProgrammeReader,
    private readonly realtime: Realtime,
  ) {}

  @OnEvent(programmeChanged, 'expo.announce-programme')
  announce(change: { editionId: string; revision: number }): Promise<void> {
    this.reader.forget();
    this.realtime.emit(rooms.edition(change.editionId), 'programme:changed', change);
    return Promise.resolve();
  }
}
