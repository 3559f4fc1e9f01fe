import { randomUUID } from 'node:crypto';
import type { Field, Track } from '@everexpo/contracts';
import { insertRows, unique, type Host } from './host.ts';
import { aPerson, type Person } from './person.ts';

const TIME_ZONE = 'Asia/Shanghai';

export interface BuiltRoom {
  id: string;
  nameZh: string;
}

export interface BuiltPitch {
  id: string;
  /** 1 is the first. */
  position: number;
  project: { id: string; titleZh: string };
  owner: Person;
}

export interface BuiltSession {
  id: string;
  code: string;
  titleZh: string;
  roomId: string;
  startsAt: string;
  endsAt: string;
  pitches: BuiltPitch[];
}

export interface BuiltEdition {
  id: string;
  code: string;
  rooms: BuiltRoom[];
  sessions: BuiltSession[];
}

export interface EditionRow {
  /** The first of its days, YYYY-MM-DD. */
  startsOn: string;
  days: number;
  isOpen?: boolean;
  /** Whether those that are open are closed before. */
  isCurrent?: boolean;
}

export async function insertEdition(
  host: Host,
  { startsOn, days, isOpen = true, isCurrent = false }: EditionRow,
): Promise<{ id: string; code: string }> {
  const [id, code] = [randomUUID(), await freeCode(host)];
  if (isCurrent) await host.asOwner(`UPDATE edition SET opened_at = NULL WHERE opened_at IS NOT NULL`);
  await insertRows(host, 'edition', [
    {
      id,
      code,
      year: Number(code.slice(3)),
      name_zh: `测试届 ${code}`,
      name_en: `Test edition ${code}`,
      time_zone: TIME_ZONE,
      starts_on: startsOn,
      day_count: days,
      demo: false,
      opened_at: isOpen ? new Date().toISOString() : null,
      rules: {},
      programme_revision: 1,
      draft_revision: 0,
    },
  ]);
  return { id, code };
}

/** So many rooms alike. */
export async function insertRooms(
  host: Host,
  editionId: string,
  count: number,
  features: string[],
): Promise<BuiltRoom[]> {
  const rows = Array.from({ length: count }, (_, index) => ({
    id: randomUUID(),
    edition_id: editionId,
    position: index + 1,
    venue_zh: '测试展馆',
    venue_en: 'Test venue',
    name_zh: `测试厅${index + 1}`,
    name_en: `Test hall ${index + 1}`,
    mode: 'both',
    seats: 200,
    features,
  }));
  await insertRows(host, 'room', rows);
  return rows.map((row) => ({ id: row.id, nameZh: row.name_zh }));
}

export interface SessionRow {
  /** Of the session among those of its edition, from 0 on: its code follows from it. */
  index: number;
  roomId: string;
  startsAt: string;
  endsAt: string;
  /** Each pitches a project of its own, in this order. */
  owners: Person[];
  field: Field;
  track: Track;
}

/** A session of pitches with its projects. */
export async function insertSession(host: Host, editionId: string, row: SessionRow): Promise<BuiltSession> {
  const { index, roomId, startsAt, endsAt, owners, field, track } = row;
  const session = {
    id: randomUUID(),
    edition_id: editionId,
    room_id: roomId,
    code: `S${String(index + 1).padStart(3, '0')}`,
    kind: 'pitch',
    title_zh: `测试专场 ${unique()}`,
    title_en: 'Test session',
    track,
    field,
    city: null,
    starts_at: startsAt,
    ends_at: endsAt,
  };
  await insertRows(host, 'session', [session]);
  const projects = owners.map((owner) => projectRow(editionId, owner, { field, track }));
  await insertRows(host, 'project', projects);
  const pitches = projects.map((project, at) => ({
    id: randomUUID(),
    session_id: session.id,
    project_id: project.id,
    position: at + 1,
    minutes: 7,
  }));
  await insertRows(host, 'pitch', pitches);
  return {
    id: session.id,
    code: session.code,
    titleZh: session.title_zh,
    roomId,
    startsAt,
    endsAt,
    pitches: pitches.map(({ id, position }, at) => ({
      id,
      position,
      owner: owners[at] as Person,
      project: { id: projects[at]?.id ?? '', titleZh: projects[at]?.title_zh ?? '' },
    })),
  };
}

export const someOwners = (host: Host, count: number): Promise<Person[]> =>
  Promise.all(Array.from({ length: count }, () => aPerson(host, { roles: ['owner'] })));

/** A project of an owner's organisation, confirmed for the edition. */
export function projectRow(editionId: string, owner: Person, { field, track }: { field: Field; track: Track }) {
  if (!owner.organisation) throw new Error('a project belongs to an organisation');
  return {
    id: randomUUID(),
    edition_id: editionId,
    owner_id: owner.id,
    organisation_id: owner.organisation.id,
    track,
    field,
    city: 'chengdu',
    stage: 'pilot',
    title_zh: `测试项目 ${unique()}`,
    title_en: 'Test project',
    summary_zh: '用于测试的项目简介。',
    summary_en: 'A summary made for a test.',
    seeks_zh: '寻找合作方',
    seeks_en: 'Seeks a partner',
    amount_sought_fen: 100_000_000,
    status: 'confirmed',
    answers: {},
  };
}

/** A code such as KC-3127 that this database does not know yet; the years of the demo lie below. */
async function freeCode(host: Host): Promise<string> {
  const [row] = await host.asOwner<{ year: number }>(
    `SELECT y AS year FROM generate_series(3000, 9900) y WHERE NOT EXISTS (SELECT 1 FROM edition e WHERE e.year = y)
      ORDER BY random() LIMIT 1`,
  );
  return `KC-${row?.year}`;
}

/** What is there becomes version 1, and the workspace the same as it. */
export async function publish(host: Host, editionId: string): Promise<void> {
  const organizer = await aPerson(host, { roles: ['organizer'] });
  await host.asOwner(
    `INSERT INTO draft_session (id, edition_id, code, kind, title_zh, title_en, track, field, city, minutes, room_id,
                                starts_at)
       SELECT id, edition_id, code, kind, title_zh, title_en, track, field, city,
              extract(epoch FROM ends_at - starts_at)::int / 60, room_id, starts_at
         FROM session WHERE edition_id = $1`,
    [editionId],
  );
  await host.asOwner(
    `INSERT INTO draft_pitch (project_id, session_id, position, minutes)
       SELECT p.project_id, p.session_id, p.position, p.minutes
         FROM pitch p JOIN session s ON s.id = p.session_id WHERE s.edition_id = $1`,
    [editionId],
  );
  await host.asOwner(
    `WITH version AS (
       INSERT INTO programme_version (edition_id, number, state, note, published_at, created_by)
         VALUES ($1, 1, 'published', '首次发布', now(), $2) RETURNING id)
     INSERT INTO programme_entry (version_id, session_id, code, kind, title_zh, title_en, track, field, city, room_id,
                                  starts_at, ends_at, pitches, pitch_minutes)
       SELECT (SELECT id FROM version), s.id, s.code, s.kind, s.title_zh, s.title_en, s.track, s.field, s.city,
              s.room_id, s.starts_at, s.ends_at, array_agg(p.project_id ORDER BY p.position),
              array_agg(p.minutes ORDER BY p.position)
         FROM session s JOIN pitch p ON p.session_id = s.id WHERE s.edition_id = $1 GROUP BY s.id`,
    [editionId, organizer.id],
  );
}
