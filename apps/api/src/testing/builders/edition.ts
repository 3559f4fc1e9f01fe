import { randomUUID } from 'node:crypto';
import type { Field, Track } from '@everexpo/contracts';
import { insertRows, unique, type Host } from './host.ts';
import { aPerson, type Person } from './person.ts';

const TIME_ZONE = 'Asia/Shanghai';
const DAY_MS = 86_400_000;

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

export interface SessionOptions {
  /** So many projects pitch, each of an owner of its own unless `owners` names them. */
  pitches?: number;
  owners?: Person[];
  /** Minutes from now until it begins; below zero it should have begun. */
  startsIn?: number;
  minutes?: number;
  field?: Field;
  track?: Track;
}

/**
 * An edition of its own with rooms, and sessions as a first published version has them. It is open, and yet not the
 * one the product is about now, which stays the demo's, unless it is made `current`.
 */
export class EditionBuilder {
  private readonly host: Host;
  private rooms = 1;
  private days = 3;
  private isOpen = true;
  private isCurrent = false;
  private readonly wanted: SessionOptions[] = [];

  constructor(host: Host) {
    this.host = host;
  }

  withRooms(count: number): this {
    this.rooms = count;
    return this;
  }

  withDays(count: number): this {
    this.days = count;
    return this;
  }

  withSession(options: SessionOptions = {}): this {
    this.wanted.push(options);
    return this;
  }

  withSessions(count: number, options: SessionOptions = {}): this {
    for (let index = 0; index < count; index += 1) this.withSession(options);
    return this;
  }

  /** In preparation: not open to the public. */
  unopened(): this {
    this.isOpen = false;
    return this;
  }

  /** The edition that the product is about now; those open before it are closed. */
  current(): this {
    this.isCurrent = true;
    return this;
  }

  async build(): Promise<BuiltEdition> {
    const { host } = this;
    const id = randomUUID();
    const code = await freeCode(host);
    const year = Number(code.slice(3));
    if (this.isCurrent) await host.asOwner(`UPDATE edition SET opened_at = NULL WHERE opened_at IS NOT NULL`);
    // One day before the demo's first: sessions of now lie within it, and the demo's edition remains the latest.
    const startsOn = new Date(Date.now() - DAY_MS + 8 * 3_600_000).toISOString().slice(0, 10);
    const names = { name_zh: `测试届 ${code}`, name_en: `Test edition ${code}` };
    await insertRows(host, 'edition', [
      {
        ...names,
        id,
        code,
        year,
        time_zone: TIME_ZONE,
        starts_on: startsOn,
        day_count: this.days,
        demo: false,
        opened_at: this.isOpen ? new Date().toISOString() : null,
        rules: {},
        programme_revision: 1,
        draft_revision: 0,
      },
    ]);
    const rooms = await this.buildRooms(id);
    const sessions: BuiltSession[] = [];
    for (const [index, options] of this.wanted.entries()) {
      sessions.push(await this.buildSession(id, rooms, index, options));
    }
    if (sessions.length > 0) await publish(host, id);
    return { id, code, rooms, sessions };
  }

  private async buildRooms(editionId: string): Promise<BuiltRoom[]> {
    // Each session has a room of its own, so that all may be on at once.
    const count = Math.max(this.rooms, this.wanted.length);
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
      features: ['stage', 'streaming kit'],
    }));
    await insertRows(this.host, 'room', rows);
    return rows.map((row) => ({ id: row.id, nameZh: row.name_zh }));
  }

  private async buildSession(editionId: string, rooms: BuiltRoom[], index: number, options: SessionOptions) {
    const { host } = this;
    const { startsIn = 10, minutes = 180, field = 'materials', track = 'achievement' } = options;
    const owners = options.owners ?? (await someOwners(host, options.pitches ?? 3));
    const starts = Math.ceil(Date.now() / 60_000 + startsIn) * 60_000;
    const session = {
      id: randomUUID(),
      edition_id: editionId,
      room_id: (rooms[index] as BuiltRoom).id,
      code: `S${String(index + 1).padStart(3, '0')}`,
      kind: 'pitch',
      title_zh: `测试专场 ${unique()}`,
      title_en: 'Test session',
      track,
      field,
      city: null,
      starts_at: new Date(starts).toISOString(),
      ends_at: new Date(starts + minutes * 60_000).toISOString(),
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
      roomId: session.room_id,
      startsAt: session.starts_at,
      endsAt: session.ends_at,
      pitches: pitches.map(({ id, position }, at) => ({
        id,
        position,
        owner: owners[at] as Person,
        project: { id: projects[at]?.id ?? '', titleZh: projects[at]?.title_zh ?? '' },
      })),
    };
  }
}

export const anEdition = (host: Host): EditionBuilder => new EditionBuilder(host);

const someOwners = (host: Host, count: number): Promise<Person[]> =>
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
export async function freeCode(host: Host): Promise<string> {
  const [row] = await host.asOwner<{ year: number }>(
    `SELECT y AS year FROM generate_series(3000, 9999) y WHERE NOT EXISTS (SELECT 1 FROM edition e WHERE e.year = y)
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
