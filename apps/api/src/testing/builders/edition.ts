import type { Field, Track } from '@everexpo/contracts';
import {
  insertEdition,
  insertRooms,
  insertSession,
  publish,
  someOwners,
  type BuiltEdition,
  type BuiltRoom,
  type BuiltSession,
} from './edition-rows.ts';
import type { Host } from './host.ts';
import { aPerson, type Person, type PersonOptions } from './person.ts';

const DAY_MS = 86_400_000;

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
    // One day before the demo's first: sessions of now lie within it, and the demo's edition remains the latest.
    const startsOn = new Date(Date.now() - DAY_MS + 8 * 3_600_000).toISOString().slice(0, 10);
    const { days, isOpen, isCurrent } = this;
    const { id, code } = await insertEdition(host, { startsOn, days, isOpen, isCurrent });
    // Each session has a room of its own, so that all may be on at once.
    const count = Math.max(this.rooms, this.wanted.length);
    const rooms = await insertRooms(host, id, count, ['stage', 'streaming kit']);
    const sessions: BuiltSession[] = [];
    for (const [index, options] of this.wanted.entries()) {
      sessions.push(await this.buildSession(id, rooms[index] as BuiltRoom, index, options));
    }
    if (sessions.length > 0) await publish(host, id);
    return { id, code, rooms, sessions };
  }

  private async buildSession(editionId: string, room: BuiltRoom, index: number, options: SessionOptions) {
    const { startsIn = 10, minutes = 180, field = 'materials', track = 'achievement' } = options;
    const owners = options.owners ?? (await someOwners(this.host, options.pitches ?? 3));
    const starts = Math.ceil(Date.now() / 60_000 + startsIn) * 60_000;
    return insertSession(this.host, editionId, {
      index,
      roomId: room.id,
      startsAt: new Date(starts).toISOString(),
      endsAt: new Date(starts + minutes * 60_000).toISOString(),
      owners,
      field,
      track,
    });
  }
}

export const anEdition = (host: Host): EditionBuilder => new EditionBuilder(host);

/** An edition of one owner's session, which the product is about from now on. */
export async function aCurrentEdition(
  host: Host,
  options: PersonOptions = { authenticator: true },
): Promise<{ owner: Person; edition: BuiltEdition }> {
  const owner = await aPerson(host, { roles: ['owner'], ...options });
  const edition = await anEdition(host)
    .withSession({ owners: [owner] })
    .current()
    .build();
  return { owner, edition };
}
