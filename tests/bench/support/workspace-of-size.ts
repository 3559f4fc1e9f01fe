import { randomUUID } from 'node:crypto';
import { Field, Track } from '../../../libs/contracts/src/index.ts';
import { Random } from '../../../libs/timetable/src/search/random.ts';
import { insertEdition, insertRooms } from '../../../apps/api/src/testing/builders/edition-rows.ts';
import { insertRows, type Host } from '../../../apps/api/src/testing/builders/host.ts';

const DAY_MS = 86_400_000;
const DAYS = 3;
/** Of every day, as in the demo edition. */
const STARTS = ['08:30', '10:10', '11:50', '15:10', '16:50', '18:30'];
const SESSION_MINUTES = 80;
const PITCHES = 20;
const FOLLOWERS_A_PROJECT = 3;
const RULES = { changeoverMinutes: 20, streams: 60, crews: 40 };

export interface WorkspaceSize {
  sessions: number;
  rooms: number;
}

/** A made-up edition, published as it is in its workspace: no two sessions in one cell. @returns its id */
export async function workspaceOfSize(host: Host, { sessions, rooms }: WorkspaceSize): Promise<string> {
  const random = new Random(sessions);
  const pick = <T>(items: readonly T[]): T => items[random.below(items.length)] as T;
  const startsOn = new Date(Date.now() + DAY_MS).toISOString().slice(0, 10);
  const { id: edition_id } = await insertEdition(host, { startsOn, days: DAYS, isOpen: false });
  const halls = await insertRooms(host, edition_id, rooms, ['stage']);
  await host.asOwner(`UPDATE room SET seats = 80 + 40 * (position % 12) WHERE edition_id = $1`, [edition_id]);
  await host.asOwner(`UPDATE edition SET rules = $2 WHERE id = $1`, [edition_id, JSON.stringify(RULES)]);
  const slots = Array.from({ length: DAYS }, (_, day) => new Date(Date.parse(startsOn) + day * DAY_MS)).flatMap((at) =>
    STARTS.map((start) => {
      const day = at.toISOString().slice(0, 10);
      const starts = new Date(`${day}T${start}:00+08:00`);
      return { day, starts_at: starts.toISOString(), ends_at: later(starts, SESSION_MINUTES) };
    }),
  );
  await insertRows(
    host,
    'timeslot',
    slots.map((slot) => ({ id: randomUUID(), edition_id, ...slot, tags: [] })),
  );
  const programme = Array.from({ length: sessions }, (_, index) => ({
    id: randomUUID(),
    edition_id,
    room_id: halls[Math.floor(index / slots.length)]?.id,
    code: `S${String(index + 1).padStart(3, '0')}`,
    kind: 'pitch',
    title_zh: `专场${index + 1}`,
    title_en: `Session ${index + 1}`,
    track: pick(Track.options),
    field: pick(Field.options),
    city: null,
    ...slots[index % slots.length],
  }));
  await insertRows(
    host,
    'session',
    programme.map(({ day: _, ...session }) => session),
  );
  await insertRows(
    host,
    'draft_session',
    programme.map(({ day: _, ends_at: __, ...session }) => ({
      ...session,
      minutes: SESSION_MINUTES,
      expected: 40 + random.below(280),
      needs: [],
      locked: false,
      revision: 1,
    })),
  );
  await withPitches(host, programme, pick);
  return edition_id;
}

const later = (start: Date, minutes: number) => new Date(start.getTime() + minutes * 60_000).toISOString();

interface Session {
  id: string;
  edition_id: string;
  track: string;
  field: string;
}

/** Every session with as many projects, of owners who have one or two of them, each with its followers. */
async function withPitches(host: Host, sessions: Session[], pick: <T>(items: readonly T[]) => T): Promise<void> {
  const organisation = randomUUID();
  await insertRows(host, 'organisation', [
    { id: organisation, name_zh: '基准单位', name_en: 'Bench', city: 'chengdu' },
  ]);
  const people = Array.from({ length: sessions.length * PITCHES }, () => randomUUID());
  const now = new Date().toISOString();
  await insertRows(
    host,
    'person',
    people.map((id, index) => ({
      id,
      name: `基准${index}`,
      name_en: `Bench ${index}`,
      email: `${id}@test.example`,
      email_verified: false,
      organisation_id: organisation,
      created_at: now,
      updated_at: now,
    })),
  );
  const projects = sessions.flatMap((session) =>
    Array.from({ length: PITCHES }, (_, at) => ({ session, position: at + 1, id: randomUUID(), owner: pick(people) })),
  );
  await insertRows(
    host,
    'project',
    projects.map(({ id, owner, session }) => ({
      id,
      edition_id: session.edition_id,
      owner_id: owner,
      organisation_id: organisation,
      track: session.track,
      field: session.field,
      city: 'chengdu',
      stage: 'pilot',
      title_zh: '基准项目',
      title_en: 'Bench project',
      summary_zh: '用于测量的项目。',
      summary_en: 'A project to measure with.',
      seeks_zh: '寻找合作方',
      seeks_en: 'Seeks a partner',
      amount_sought_fen: 100_000_000,
      status: 'confirmed',
      answers: {},
    })),
  );
  await insertRows(
    host,
    'draft_pitch',
    projects.map(({ id, session, position }) => ({ project_id: id, session_id: session.id, position, minutes: 4 })),
  );
  const followers = projects.flatMap(({ id }) =>
    [...new Set(Array.from({ length: FOLLOWERS_A_PROJECT }, () => pick(people)))].map((person_id) => ({
      project_id: id,
      person_id,
    })),
  );
  await insertRows(host, 'project_follower', followers);
  await host.asOwner('ANALYZE');
}
