import { randomUUID } from 'node:crypto';
import { freeCode, projectRow, publish, type BuiltEdition, type BuiltPitch, type BuiltSession } from './edition.ts';
import { insertRows, unique, type Host } from './host.ts';
import { aPerson, type Person } from './person.ts';

const TIME_ZONE = 'Asia/Shanghai';
const DAY_MS = 86_400_000;
const SLOT_HOURS = [9, 13];
const SLOT_MINUTES = 180;
const ZONE_HOURS = 8;

export interface GridOptions {
  rooms?: number;
  /** Placed one after the other, slot by slot; so many cells stay free as there are more cells. */
  sessions?: number;
  /** So many projects pitch in each. */
  pitches?: number;
  /** Pitches first in every session, so that no two of them may lie at the same time. */
  busyOwner?: Person;
}

/** Two days from tomorrow on, in the zone of the edition. */
const DAYS = 2;

/**
 * The edition that the product is about now, on a grid of two days from tomorrow on with two slots a day, published as
 * version 1; those open before it are closed.
 */
export async function aGrid(host: Host, options: GridOptions = {}): Promise<BuiltEdition> {
  const { rooms: roomCount = 3, sessions: sessionCount = 6, pitches = 2, busyOwner } = options;
  const [id, code] = [randomUUID(), await freeCode(host)];
  const startsOn = new Date(Date.now() + DAY_MS + ZONE_HOURS * 3_600_000).toISOString().slice(0, 10);
  await host.asOwner(`UPDATE edition SET opened_at = NULL WHERE opened_at IS NOT NULL`);
  await insertRows(host, 'edition', [
    {
      id,
      code,
      year: Number(code.slice(3)),
      name_zh: `测试届 ${code}`,
      name_en: `Test edition ${code}`,
      time_zone: TIME_ZONE,
      starts_on: startsOn,
      day_count: DAYS,
      demo: false,
      opened_at: new Date().toISOString(),
      rules: {},
      programme_revision: 1,
      draft_revision: 0,
    },
  ]);
  const rooms = Array.from({ length: roomCount }, (_, index) => ({
    id: randomUUID(),
    edition_id: id,
    position: index + 1,
    venue_zh: '测试展馆',
    venue_en: 'Test venue',
    name_zh: `测试厅${index + 1}`,
    name_en: `Test hall ${index + 1}`,
    mode: 'both',
    seats: 200,
    features: ['stage'],
  }));
  await insertRows(host, 'room', rooms);
  const slots = Array.from({ length: DAYS * SLOT_HOURS.length }, (_, index) => {
    const midnight = Date.parse(`${startsOn}T00:00:00Z`) + Math.floor(index / SLOT_HOURS.length) * DAY_MS;
    const starts = midnight + ((SLOT_HOURS[index % SLOT_HOURS.length] as number) - ZONE_HOURS) * 3_600_000;
    return {
      id: randomUUID(),
      edition_id: id,
      day: new Date(midnight).toISOString().slice(0, 10),
      tags: [],
      starts_at: new Date(starts).toISOString(),
      ends_at: new Date(starts + SLOT_MINUTES * 60_000).toISOString(),
    };
  });
  await insertRows(host, 'timeslot', slots);
  const sessions: BuiltSession[] = [];
  for (let index = 0; index < sessionCount; index += 1) {
    const [slot, room] = [slots[index % slots.length], rooms[Math.floor(index / slots.length)]];
    if (!slot || !room) throw new Error('there are more sessions than cells');
    sessions.push(await aPlacedSession(host, { editionId: id, index, slot, roomId: room.id, pitches, busyOwner }));
  }
  if (sessions.length > 0) await publish(host, id);
  return { id, code, rooms: rooms.map((room) => ({ id: room.id, nameZh: room.name_zh })), sessions };
}

interface Placing {
  editionId: string;
  index: number;
  slot: { starts_at: string; ends_at: string };
  roomId: string;
  pitches: number;
  busyOwner?: Person;
}

async function aPlacedSession(host: Host, { editionId, index, slot, roomId, pitches: count, busyOwner }: Placing) {
  const [field, track] = ['materials', 'achievement'] as const;
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
    starts_at: slot.starts_at,
    ends_at: slot.ends_at,
  };
  await insertRows(host, 'session', [session]);
  const others = Array.from({ length: busyOwner ? count - 1 : count }, () => aPerson(host, { roles: ['owner'] }));
  const owners = [...(busyOwner ? [busyOwner] : []), ...(await Promise.all(others))];
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
    startsAt: slot.starts_at,
    endsAt: slot.ends_at,
    pitches: pitches.map(({ id, position }, at): BuiltPitch => ({
      id,
      position,
      owner: owners[at] as Person,
      project: { id: projects[at]?.id ?? '', titleZh: projects[at]?.title_zh ?? '' },
    })),
  };
}

/** Projects that are confirmed for an edition and wait to be grouped into sessions. */
export async function someWaitingProjects(host: Host, editionId: string, count: number): Promise<Person[]> {
  const owners = await Promise.all(Array.from({ length: count }, () => aPerson(host, { roles: ['owner'] })));
  await insertRows(
    host,
    'project',
    owners.map((owner) =>
      projectRow(editionId, owner, {
        field: 'materials',
        track: 'achievement',
      }),
    ),
  );
  return owners;
}
