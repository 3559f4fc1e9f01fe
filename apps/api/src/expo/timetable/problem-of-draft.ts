import type { Draft, DraftRoom, DraftSession, ProgrammeRules } from '@everexpo/contracts';
import { wallTime } from '@everexpo/interchange/zoned';
import { DEFAULT_WEIGHTS, noWishes, type Problem, type Talk, type Timetable } from '@everexpo/timetable';
import type { EntityManager } from 'typeorm';
import { dayIn } from '../editions/current-edition.ts';
import { readDraft } from '../draft/read-draft.ts';

interface Away {
  personId: string;
  startsAt: number;
  endsAt: number;
}

interface Span {
  id: string;
  startsAt: Date;
  endsAt: Date;
}

interface Closure {
  roomId: string;
  startsAt: number;
  endsAt: number;
}

/** What else the solver must know of a workspace. */
export interface Surroundings {
  /** Owners by session. */
  owners: Map<string, string[]>;
  followers: Map<string, string[]>;
  away: Away[];
  closures: Closure[];
}

export interface DraftProblem {
  draft: Draft;
  problem: Problem;
  timetable: Timetable;
}

/** The workspace in the solver's words. */
export async function problemOfDraft(manager: EntityManager, editionId: string): Promise<DraftProblem> {
  const draft = await readDraft(manager, editionId);
  return toProblem(draft, await surroundings(manager, editionId));
}

/** Cells are named by instant and room, so that both directions need no table. */
export const slotId = (startsAt: string) => new Date(startsAt).toISOString();

export function toProblem(draft: Draft, around: Surroundings): DraftProblem {
  const { rules } = draft;
  const sessions = draft.sessions;
  const changeover = rules.changeoverMinutes;
  const kinds = [...new Set(sessions.map((session) => session.kind))];
  const grid = draft.timeslots.map((slot) => ({
    id: slotId(slot.startsAt),
    day: slot.day,
    start: minute(slot.startsAt),
    end: minute(slot.endsAt) + changeover,
    kinds: kinds as string[],
    tags: slot.tags,
  }));
  const known = new Set(grid.map((slot) => slot.id));
  // A session between the slots stands in one of its own, which takes no other.
  const between = sessions.flatMap((session) => {
    if (session.startsAt === null || known.has(slotId(session.startsAt))) return [];
    known.add(slotId(session.startsAt));
    const start = minute(session.startsAt);
    return [
      {
        id: slotId(session.startsAt),
        day: dayIn(draft.edition.timeZone, new Date(session.startsAt)),
        start,
        end: start + session.minutes + changeover,
        kinds: [] as string[],
        tags: [] as string[],
      },
    ];
  });
  const timeslots = [...grid, ...between];
  const people = [...new Set([...around.owners.values()].flat())];
  const meets = (span: { startsAt: number; endsAt: number }, slot: { start: number; end: number }) =>
    span.startsAt < slot.end - changeover && slot.start < span.endsAt;
  const problem: Problem = {
    name: draft.edition.code,
    minimumPause: Math.max(0, rules.minimumPauseMinutes - changeover),
    weights: { ...DEFAULT_WEIGHTS, ...rules.weights },
    timeslots,
    rooms: draft.rooms.map((room) => ({
      id: room.id,
      capacity: room.seats,
      kinds,
      tags: [...room.features, room.mode],
      unavailable: timeslots
        .filter(
          (slot) =>
            around.closures.some((closure) => closure.roomId === room.id && meets(closure, slot)) ||
            !openDuring(room, slot, draft),
        )
        .map((slot) => slot.id),
      venue: room.venueZh,
      seatless: room.mode === 'online',
    })),
    speakers: people.map((id) => ({
      ...noWishes(),
      id,
      unavailable: timeslots
        .filter((slot) => around.away.some((span) => span.personId === id && meets(span, slot)))
        .map((slot) => slot.id),
    })),
    talks: sessions.map((session) => talkOf(session, around, rules, draft)),
    resources: [
      ...(rules.streams === null ? [] : [{ id: 'streams', units: rules.streams }]),
      ...(rules.crews === null ? [] : [{ id: 'crews', units: rules.crews }]),
    ],
    windows: rules.windows.map((window) => ({
      id: window.name,
      start: minute(window.startsAt),
      end: minute(window.endsAt),
      kinds: window.kinds,
    })),
    walks: rules.walks,
  };
  const timetable: Timetable = new Map(
    sessions.flatMap((session) =>
      session.startsAt && session.roomId
        ? [[session.id, { timeslot: slotId(session.startsAt), room: session.roomId }] as const]
        : [],
    ),
  );
  return { draft, problem, timetable };
}

function talkOf(session: DraftSession, around: Surroundings, rules: ProgrammeRules, draft: Draft): Talk {
  const owners = around.owners.get(session.id) ?? [];
  const followers = around.followers.get(session.id) ?? [];
  const { published } = session;
  const onGrid =
    session.startsAt !== null &&
    draft.timeslots.some((slot) => Date.parse(slot.startsAt) === Date.parse(session.startsAt as string));
  const publishedOnGrid =
    published &&
    (draft.timeslots.some((slot) => Date.parse(slot.startsAt) === Date.parse(published.startsAt)) ||
      published.startsAt === session.startsAt);
  return {
    ...noWishes(),
    id: session.id,
    title: session.titleZh,
    kind: session.kind,
    speakers: owners,
    themeTracks: [session.field],
    sectors: session.city ? [session.city] : [],
    audienceTypes: [session.track],
    audienceLevel: 1,
    contents: [],
    language: 'zh',
    requiredRoom: session.needs,
    mutuallyExclusive: [],
    prerequisites: [],
    favourites: session.expected,
    crowdControlRisk: 0,
    pinned: session.begun || session.locked || (session.startsAt !== null && !onGrid),
    minutes: session.minutes,
    expected: session.expected,
    uses: { ...(rules.streams === null ? {} : { streams: 1 }), ...(rules.crews === null ? {} : { crews: 1 }) },
    followers,
    concerned: Math.max(1, new Set([...owners, ...followers]).size),
    ...(publishedOnGrid ? { published: { timeslot: slotId(published.startsAt), room: published.roomId } } : {}),
  };
}

async function surroundings(manager: EntityManager, editionId: string): Promise<Surroundings> {
  const peopleOf = (join: string, person: string) =>
    manager.query<{ id: string; people: string[] }[]>(
      `SELECT d.id, array_agg(DISTINCT ${person}) AS people FROM draft_session d JOIN draft_pitch p ON p.session_id = d.id ${join} WHERE d.edition_id = $1 GROUP BY d.id`,
      [editionId],
    );
  const owners = await peopleOf('JOIN project j ON j.id = p.project_id', 'j.owner_id');
  const followers = await peopleOf('JOIN project_follower f ON f.project_id = p.project_id', 'f.person_id');
  const away = await manager.query<Span[]>(
    `SELECT person_id AS id, starts_at AS "startsAt", ends_at AS "endsAt" FROM unavailability WHERE edition_id = $1`,
    [editionId],
  );
  const closures = await manager.query<Span[]>(
    `SELECT c.room_id AS id, c.starts_at AS "startsAt", c.ends_at AS "endsAt" FROM room_closure c JOIN room r ON r.id = c.room_id WHERE r.edition_id = $1`,
    [editionId],
  );
  const span = (row: { startsAt: Date; endsAt: Date }) => ({
    startsAt: row.startsAt.getTime() / 60_000,
    endsAt: row.endsAt.getTime() / 60_000,
  });
  return {
    owners: new Map(owners.map((row) => [row.id, row.people])),
    followers: new Map(followers.map((row) => [row.id, row.people])),
    away: away.map((row) => ({ personId: row.id, ...span(row) })),
    closures: closures.map((row) => ({ roomId: row.id, ...span(row) })),
  };
}

/** Minutes since the epoch. */
export function minute(instant: string): number {
  return Math.round(Date.parse(instant) / 60_000);
}

function openDuring(room: DraftRoom, slot: { start: number; end: number }, draft: Draft): boolean {
  if (room.opensAt === null || room.closesAt === null) return true;
  const at = (minutes: number) => wallTime(new Date(minutes * 60_000).toISOString(), draft.edition.timeZone);
  const end = at(slot.end - draft.rules.changeoverMinutes);
  return at(slot.start) >= room.opensAt && end <= room.closesAt && end > at(slot.start);
}
