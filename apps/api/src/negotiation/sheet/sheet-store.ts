import type { SheetHistory, SheetUpdate } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all, exec, maybeOne, one, ProblemError, type Transaction } from '../../platform/index.ts';

const PAGE = 200;
/** Of one sheet: a thousand pages of text. */
const MAX_BYTES = 4 * 1024 * 1024;
/** Two people who type without a pause for two hours; pages send what was typed some three times a second. */
const MAX_CHANGES = 50_000;

/** How much is written on a sheet. */
export interface SheetSize {
  changes: number;
  bytes: number;
}

export async function sizeOfSheet(manager: EntityManager, meetingId: string): Promise<SheetSize> {
  const size = await maybeOne<SheetSize>(manager)`
    SELECT changes, bytes FROM sheet_size WHERE meeting_id = ${meetingId}
  `;
  return size ?? { changes: 0, bytes: 0 };
}

/** Whether these bytes are a Yjs update that a document can take. */
export async function isUpdate(bytes: Uint8Array): Promise<boolean> {
  const { applyUpdate, Doc, parseUpdateMeta } = await import('yjs');
  try {
    // To apply it takes room for as many parts as it says it has, before one is read; this reads them one by one.
    parseUpdateMeta(bytes);
    const document = new Doc();
    applyUpdate(document, bytes);
    document.destroy();
    return true;
  } catch {
    return false;
  }
}

/** @throws ProblemError 413 `sheet_full` */
export async function addUpdate(
  tx: Transaction,
  meetingId: string,
  personId: string,
  bytes: Uint8Array,
): Promise<SheetUpdate> {
  const counted = await exec(tx)`
    INSERT INTO sheet_size AS size (meeting_id, changes, bytes) VALUES (${meetingId}, 1, ${bytes.length})
    ON CONFLICT (meeting_id) DO UPDATE SET changes = size.changes + 1, bytes = size.bytes + excluded.bytes
    WHERE size.changes < ${MAX_CHANGES} AND size.bytes + excluded.bytes <= ${MAX_BYTES}
  `;
  if (counted === 0) throw new ProblemError('sheet_full');
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

/** Begins the sheet of a call with that of the one before it about the same interest, where nobody answered that. */
export async function copySheet(tx: Transaction, interestId: string, meetingId: string): Promise<void> {
  await exec(tx)`
    WITH before AS (
      SELECT id, state, instant FROM meeting
      WHERE interest_id = ${interestId} AND id <> ${meetingId} AND state IN ('open','ended','missed')
      ORDER BY id DESC LIMIT 1
    ), carried AS (INSERT INTO sheet_update (meeting_id, person_id, at, bytes)
      SELECT ${meetingId}::uuid, u.person_id, u.at, u.bytes FROM sheet_update u JOIN before ON before.id = u.meeting_id
      WHERE before.state = 'missed' AND before.instant ORDER BY u.id
      RETURNING meeting_id, bytes
    ) INSERT INTO sheet_size (meeting_id, changes, bytes)
      SELECT meeting_id, count(*), sum(octet_length(bytes)) FROM carried GROUP BY meeting_id
  `;
}
