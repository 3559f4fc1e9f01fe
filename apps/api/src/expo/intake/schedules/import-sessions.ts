import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  Id,
  shortened,
  trackLabels,
  type ImportSessionsQuery,
  type SessionImportReport,
  type Track,
} from '@everexpo/contracts';
import type { ImportedEvent, ImportedSchedule, EventError } from '@everexpo/interchange';
import { all, exec, invalid, type PersonCommand, type Transaction, UnitOfWork } from '../../../platform/index.ts';
import { draftRooms } from '../../draft/read-draft.ts';
import { touchDraft } from '../../draft/touch-draft.ts';
import { lockEdition } from '../../editions/lock-edition.ts';
import {
  errorOf,
  keyOf,
  minutesOf,
  NAMED_CHARACTERS,
  scheduleFieldError,
  withoutDoubles,
  withTypedTexts,
} from './read-events.ts';
import { readScheduleFile } from './read-schedule-file.ts';

interface Row {
  id: string;
  code: string;
  title: string;
  subtitle: string;
  track: Track;
  minutes: number;
  roomId: string;
  startsAt: string;
  kind: ImportSessionsQuery['kind'];
  field: ImportSessionsQuery['field'];
  city: string | null;
}

/** What a file does not say of a session of ours; `isLost` is one that the programme has and the workspace has not. */
type Known = Pick<Row, 'id' | 'code' | 'subtitle' | 'track' | 'kind' | 'field' | 'city'> & { isLost: boolean };

/**
 * Takes sessions over from schedule.xml or schedule.json: ours, or an export of pretalx or frab. Rooms are known by
 * name; an event in a room or on a day that we do not have is named and left out. The same event again updates its
 * session, as does one that has come from this edition itself. A file of which nothing can be taken is refused.
 */
@Injectable()
export class ImportSessions {
  constructor(private readonly work: UnitOfWork) {}

  /**
   * @throws ProblemError 404; 422 for a file that is no schedule, holds characters that no text may, or nothing to
   * take;   503 when too many are being read
   */
  async run(
    command: PersonCommand,
    editionId: string,
    bytes: Buffer,
    defaults: ImportSessionsQuery,
  ): Promise<SessionImportReport> {
    const schedule = withTypedTexts(await readScheduleFile(bytes, command.actor.id));
    return this.work.run(command, async (tx) => {
      const edition = await lockEdition(tx, editionId);
      const rooms = new Map(
        (await draftRooms(tx.manager, editionId)).flatMap((room) => [
          [room.nameZh, room.id],
          [room.nameEn, room.id],
        ]),
      );
      const known = await knownSessions(tx, editionId);
      const errors = [...schedule.errors];
      const idOf = (event: ImportedEvent) => known.get(event.guid)?.id ?? stableId(editionId, keyOf(event));
      const rows = withoutDoubles(schedule.events, idOf, errors).flatMap((event) => {
        const roomId = rooms.get(event.room);
        const error = errorOf(event, edition, roomId);
        if (error === null)
          return [rowOf(idOf(event), event, roomId as string, { ...defaults, ...known.get(event.guid) })];
        const { where, whereZh } = event;
        const title = shortened(event.title, NAMED_CHARACTERS);
        errors.push({ where: title || where, whereZh: title || whereZh, ...error });
        return [];
      });
      if (rows.length === 0 && errors.length > 0) throw nothingToTake(errors);
      const ids = await upsert(tx, editionId, rows);
      await bringBackPitches(
        tx,
        ids.filter((id) => known.get(id)?.isLost),
      );
      await tx.audit('expo.import-sessions', editionId, { events: schedule.events.length, imported: ids.length });
      const draft = await touchDraft(tx, command, editionId, ids);
      return {
        events: schedule.events.length + schedule.errors.length,
        imported: ids.length,
        eventErrors: errors.map(withTexts),
        draft,
      };
    });
  }
}

/** An error with what it says in both languages. */
function withTexts(error: EventError): SessionImportReport['eventErrors'][number] {
  const { text } = scheduleFieldError(error);
  return { ...error, detail: text('en'), detailZh: text('zh') };
}

const MAX_NAMED = 20;
const nothingToTake = (errors: ImportedSchedule['errors']) =>
  invalid(...errors.slice(0, MAX_NAMED).map(scheduleFieldError));

/** By id: those of the workspace, and those that only the programme has, which come back as themselves. */
async function knownSessions(tx: Transaction, editionId: string): Promise<Map<string, Known>> {
  const sessions = await all<Known>(tx)`
    SELECT id, code, title_en AS subtitle, track, kind, field, city, false AS "isLost"
    FROM draft_session
    WHERE edition_id = ${editionId}
    UNION ALL
    SELECT s.id, s.code, s.title_en, s.track, s.kind, s.field, s.city, true
    FROM session s
    WHERE s.edition_id = ${editionId}
      AND NOT EXISTS (SELECT 1 FROM draft_session d
        WHERE d.edition_id = ${editionId} AND (d.id = s.id OR d.code = s.code))
  `;
  return new Map(sessions.map((session) => [session.id, session]));
}

/** What an event becomes under this id; `given` is what it does not say itself, of the session that it is or of any. */
function rowOf(id: string, event: ImportedEvent, roomId: string, given: ImportSessionsQuery & Partial<Known>): Row {
  const track =
    (Object.keys(trackLabels) as Track[]).find((one) =>
      [one, trackLabels[one].zh, trackLabels[one].en].includes(event.track),
    ) ?? given.track;
  return {
    id,
    code: given.code ?? `I${id.slice(-10).toUpperCase()}`,
    title: shortened(event.title, 120),
    subtitle: shortened(event.subtitle || given.subtitle || event.title, 200),
    track,
    minutes: minutesOf(event),
    roomId,
    startsAt: event.startsAt,
    kind: given.kind,
    field: given.field,
    city: given.city ?? null,
  };
}

/** An id for another system's event that is always the same in this edition (UUID version 8, RFC 9562). */
function stableId(editionId: string, guid: string): string {
  const hash = createHash('sha256').update(`${editionId}|${guid}`).digest('hex');
  return Id.parse(
    `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`,
  );
}

async function upsert(tx: Transaction, editionId: string, rows: Row[]): Promise<string[]> {
  const imported = await all<{ id: string }>(tx)`
    INSERT INTO draft_session (id, edition_id, code, kind, title_zh, title_en, track, field, city, minutes, room_id,
      starts_at)
    SELECT x.id, ${editionId}, x.code, x.kind, x.title, x.subtitle, x.track, x.field, x.city, x.minutes, x."roomId",
      x."startsAt"
    FROM json_to_recordset(${JSON.stringify(rows)}) AS x(id uuid, code text, title text, subtitle text,
      kind text, track text, field text, city text, minutes int, "roomId" uuid, "startsAt" timestamptz)
    ON CONFLICT (id) DO UPDATE SET title_zh = excluded.title_zh, title_en = excluded.title_en, track = excluded.track,
      minutes = excluded.minutes,
      room_id = excluded.room_id, starts_at = excluded.starts_at, revision = draft_session.revision + 1
    RETURNING id
  `;
  return imported.map((row) => row.id);
}

/** The public running orders of these sessions, but for projects that pitch elsewhere by now or no longer take part. */
async function bringBackPitches(tx: Transaction, sessionIds: string[]): Promise<void> {
  if (sessionIds.length === 0) return;
  await exec(tx)`
    INSERT INTO draft_pitch (project_id, session_id, position, minutes)
    SELECT p.project_id, p.session_id, (row_number() OVER (PARTITION BY p.session_id ORDER BY p.position))::int,
      p.minutes
    FROM pitch p
    JOIN project j ON j.id = p.project_id
    WHERE p.session_id = ANY (${sessionIds}) AND j.status IN ('accepted', 'confirmed')
      AND NOT EXISTS (SELECT 1 FROM draft_pitch d WHERE d.project_id = p.project_id)
  `;
}
