import { randomUUID } from 'node:crypto';
import {
  insertEdition,
  insertRooms,
  insertSession,
  projectRow,
  publish,
  someOwners,
  type BuiltEdition,
  type BuiltSession,
} from './edition-rows.ts';
import { insertRows, type Host } from './host.ts';
import type { Person } from './person.ts';

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
/** Every project and session of a grid. */
const ALIKE = { field: 'materials', track: 'achievement' } as const;

/**
 * The edition that the product is about now, on a grid of two days from tomorrow on with two slots a day, published as
 * version 1; those open before it are closed.
 */
export async function aGrid(host: Host, options: GridOptions = {}): Promise<BuiltEdition> {
  const { rooms: roomCount = 3, sessions: sessionCount = 6, pitches = 2, busyOwner } = options;
  const startsOn = new Date(Date.now() + DAY_MS + ZONE_HOURS * 3_600_000).toISOString().slice(0, 10);
  const { id, code } = await insertEdition(host, { startsOn, days: DAYS, isCurrent: true });
  const rooms = await insertRooms(host, id, roomCount, ['stage']);
  const slots = slotsFrom(startsOn);
  const rows = slots.map((slot) => ({ ...slot, id: randomUUID(), edition_id: id, tags: [] }));
  await insertRows(host, 'timeslot', rows);
  const sessions: BuiltSession[] = [];
  for (let index = 0; index < sessionCount; index += 1) {
    const [slot, room] = [slots[index % slots.length], rooms[Math.floor(index / slots.length)]];
    if (!slot || !room) throw new Error('there are more sessions than cells');
    const others = await someOwners(host, busyOwner ? pitches - 1 : pitches);
    sessions.push(
      await insertSession(host, id, {
        index,
        roomId: room.id,
        startsAt: slot.starts_at,
        endsAt: slot.ends_at,
        owners: [...(busyOwner ? [busyOwner] : []), ...others],
        ...ALIKE,
      }),
    );
  }
  if (sessions.length > 0) await publish(host, id);
  return { id, code, rooms, sessions };
}

function slotsFrom(startsOn: string): { day: string; starts_at: string; ends_at: string }[] {
  return Array.from({ length: DAYS * SLOT_HOURS.length }, (_, index) => {
    const midnight = Date.parse(`${startsOn}T00:00:00Z`) + Math.floor(index / SLOT_HOURS.length) * DAY_MS;
    const starts = midnight + ((SLOT_HOURS[index % SLOT_HOURS.length] as number) - ZONE_HOURS) * 3_600_000;
    return {
      day: new Date(midnight).toISOString().slice(0, 10),
      starts_at: new Date(starts).toISOString(),
      ends_at: new Date(starts + SLOT_MINUTES * 60_000).toISOString(),
    };
  });
}

/** Projects that are confirmed for an edition and wait to be grouped into sessions. */
export async function someWaitingProjects(host: Host, editionId: string, count: number): Promise<Person[]> {
  const owners = await someOwners(host, count);
  const rows = owners.map((owner) => projectRow(editionId, owner, ALIKE));
  await insertRows(host, 'project', rows);
  return owners;
}
