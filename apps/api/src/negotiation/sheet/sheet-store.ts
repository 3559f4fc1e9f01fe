import type { SheetHistory, SheetUpdate } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all, one, type Transaction } from '../../platform/index.ts';

const PAGE = 200;

/** A term sheet as one Yjs update; empty for a sheet nobody has written on. */
export async function sheetOf(manager: EntityManager, meetingId: string): Promise<Uint8Array> {
  const rows = await all<{ bytes: Buffer }>(manager)`
    SELECT bytes FROM sheet_update WHERE meeting_id = ${meetingId} ORDER BY id
  `;
  const { mergeUpdates } = await import('yjs');
  return mergeUpdates(rows.map(({ bytes }) => new Uint8Array(bytes)));
}

/** Whether these bytes are a Yjs update that a document can take. */
export async function isUpdate(bytes: Uint8Array): Promise<boolean> {
  const { applyUpdate, Doc } = await import('yjs');
  try {
    const document = new Doc();
    applyUpdate(document, bytes);
    document.destroy();
    return true;
  } catch {
    return false;
  }
}

export async function addUpdate(
  tx: Transaction,
  meetingId: string,
  personId: string,
  bytes: Uint8Array,
): Promise<SheetUpdate> {
  const { id, at, by } = await one<{ id: number; at: Date; by: string }>(tx)`
    WITH added AS (INSERT INTO sheet_update (meeting_id, person_id, bytes)
      VALUES (${meetingId}, ${personId}, ${Buffer.from(bytes)}) RETURNING id, at, person_id)
    SELECT added.id, added.at, p.name AS by FROM added JOIN accounts_person p ON p.id = added.person_id
  `;
  return { id, personId, by, at: at.toISOString(), update: Buffer.from(bytes).toString('base64') };
}

/** Who changed what when, oldest first, page by page: replayed, it gives the sheet at any moment. */
export async function sheetHistory(manager: EntityManager, meetingId: string, after: number): Promise<SheetHistory> {
  const rows = await all<{ id: number; personId: string; by: string; at: Date; bytes: Buffer }>(manager)`
    SELECT u.id, u.person_id AS "personId", p.name AS by, u.at, u.bytes
    FROM sheet_update u
    JOIN accounts_person p ON p.id = u.person_id
    WHERE u.meeting_id = ${meetingId} AND u.id > ${after}
    ORDER BY u.id
    LIMIT ${PAGE + 1}
  `;
  const updates = rows.slice(0, PAGE).map(({ id, personId, by, at, bytes }) => ({
    id: Number(id),
    personId,
    by,
    at: at.toISOString(),
    update: bytes.toString('base64'),
  }));
  return { updates, next: rows.length > PAGE ? (updates.at(-1)?.id ?? null) : null };
}
