import type { SheetHistory, SheetUpdate } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all, exec, one, ProblemError, type Transaction } from '../../platform/index.ts';

const PAGE = 200;
/** All changes of one sheet: a thousand pages of text, and what every page that opens it is sent. */
const MAX_BYTES = 4 * 1024 * 1024;

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

/** @throws ProblemError 413 for a sheet that is full */
export async function addUpdate(
  tx: Transaction,
  meetingId: string,
  personId: string,
  bytes: Uint8Array,
): Promise<SheetUpdate> {
  const { written } = await one<{ written: number }>(tx)`
    SELECT coalesce(sum(octet_length(bytes)), 0)::int AS written FROM sheet_update WHERE meeting_id = ${meetingId}
  `;
  if (written + bytes.length > MAX_BYTES) throw new ProblemError('too_large', { megabytes: MAX_BYTES / 1024 / 1024 });
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
    ) INSERT INTO sheet_update (meeting_id, person_id, at, bytes)
      SELECT ${meetingId}::uuid, u.person_id, u.at, u.bytes FROM sheet_update u JOIN before ON before.id = u.meeting_id
      WHERE before.state = 'missed' AND before.instant ORDER BY u.id
  `;
}
