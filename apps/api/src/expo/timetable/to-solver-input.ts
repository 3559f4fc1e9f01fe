import type { Draft, DraftRoom, DraftSession, ProgrammeRules } from '@everexpo/contracts';
import { wallTime } from '@everexpo/interchange/zoned';
import {
  DEFAULT_WEIGHTS,
  noWishes,
  type SolverInput,
  type Speaker,
  type Talk,
  type Timeslot,
  type Timetable,
} from '@everexpo/timetable';
import { dayIn } from '../editions/days.ts';

interface Absence {
  personId: string;
  startsAt: number;
  endsAt: number;
}

interface Closure {
  roomId: string;
  startsAt: number;
  endsAt: number;
}

/** Who pitches and who follows, by session. */
export interface People {
  owners: ReadonlyMap<string, string[]>;
  followers: ReadonlyMap<string, string[]>;
  /** How many people a session concerns: owners and followers, each once. */
  concerned: ReadonlyMap<string, number>;
  /** All owners, as if they could come at any time. */
  speakers: Speaker[];
}

/** What else the solver must know of a workspace. */
export interface PlanningContext {
  people: People;
  away: Absence[];
  closures: Closure[];
}

/** What a programme is made of. */
export type DraftPlan = Pick<Draft, 'edition' | 'rules' | 'timeslots' | 'rooms' | 'sessions'>;

export interface DraftSolverInput {
  draft: DraftPlan;
  input: SolverInput;
  timetable: Timetable;
  /** Ids of the slots that are the edition's own. */
  onGrid: ReadonlySet<string>;
  context: PlanningContext;
}

/** Cells are named by instant and room, so that both directions need no table. */
export const slotId = (startsAt: string) => new Date(startsAt).toISOString();

/** The workspace in the solver's words. */
export function toSolverInput(draft: DraftPlan, context: PlanningContext): DraftSolverInput {
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
  const onGrid = new Set(grid.map((slot) => slot.id));
  const known = new Set(onGrid);
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
  const meets = (span: { startsAt: number; endsAt: number }, slot: { start: number; end: number }) =>
    span.startsAt < slot.end - changeover && slot.start < span.endsAt;
  const away = Map.groupBy(context.away, (span) => span.personId);
  const during = (holds: (slot: Timeslot) => boolean) => timeslots.filter(holds).map((slot) => slot.id);
  const input: SolverInput = {
    name: draft.edition.code,
    minimumPause: Math.max(0, rules.minimumPauseMinutes - changeover),
    weights: { ...DEFAULT_WEIGHTS, ...rules.weights },
    timeslots,
    rooms: draft.rooms.map((room) => ({
      id: room.id,
      capacity: room.seats,
      kinds,
      tags: [...room.features, room.mode],
      unavailable: during(
        (slot) =>
          context.closures.some((closure) => closure.roomId === room.id && meets(closure, slot)) ||
          !openDuring(room, slot, draft),
      ),
      venue: room.venueZh,
      seatless: room.mode === 'online',
    })),
    speakers:
      away.size === 0
        ? context.people.speakers
        : context.people.speakers.map((speaker) => {
            const spans = away.get(speaker.id);
            if (!spans) return speaker;
            return { ...speaker, unavailable: during((slot) => spans.some((span) => meets(span, slot))) };
          }),
    talks: sessions.map((session) => talkOf(session, context, rules, onGrid)),
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
    travelTimes: rules.travelTimes,
  };
  return { draft, input, timetable: timetableOf(sessions), onGrid, context };
}

/** The same workspace with sessions moved. */
export function withSessions(known: DraftSolverInput, sessions: DraftSession[]): DraftSolverInput {
  const { draft, input, onGrid, context } = known;
  const plan = { ...draft, sessions };
  const stands = ({ startsAt }: DraftSession) => startsAt === null || onGrid.has(slotId(startsAt));
  const isMoved = (session: DraftSession, at: number) => session !== draft.sessions[at];
  const onlyOnGrid = sessions.every(
    (session, at) => !isMoved(session, at) || (stands(session) && stands(draft.sessions[at] as DraftSession)),
  );
  // What stands between the slots has slots of its own.
  if (!onlyOnGrid) return toSolverInput(plan, context);
  const talks = input.talks.map((talk, at) => {
    const session = sessions[at] as DraftSession;
    return isMoved(session, at) ? talkOf(session, context, plan.rules, onGrid) : talk;
  });
  return { ...known, draft: plan, input: { ...input, talks }, timetable: timetableOf(sessions) };
}

function timetableOf(sessions: DraftSession[]): Timetable {
  return new Map(
    sessions.flatMap(({ id, startsAt, roomId }) =>
      startsAt && roomId ? [[id, { timeslot: slotId(startsAt), room: roomId }] as const] : [],
    ),
  );
}

const NO_WISHES = noWishes();
const NEVER: string[] = [];

export function peopleOf(owners: People['owners'], followers: People['followers']): People {
  const concerned = new Map(
    [...owners.keys()].map((id) => [id, new Set([...(owners.get(id) ?? []), ...(followers.get(id) ?? [])]).size]),
  );
  const ids = [...new Set([...owners.values()].flat())];
  return { owners, followers, concerned, speakers: ids.map((id) => ({ ...NO_WISHES, id, unavailable: NEVER })) };
}

function talkOf(
  session: DraftSession,
  context: PlanningContext,
  rules: ProgrammeRules,
  slots: ReadonlySet<string>,
): Talk {
  const owners = context.people.owners.get(session.id) ?? NEVER;
  const followers = context.people.followers.get(session.id) ?? NEVER;
  const { published } = session;
  const onGrid = session.startsAt !== null && slots.has(slotId(session.startsAt));
  const publishedOnGrid =
    published && (slots.has(slotId(published.startsAt)) || published.startsAt === session.startsAt);
  return {
    ...NO_WISHES,
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
    concerned: Math.max(1, context.people.concerned.get(session.id) ?? 0),
    ...(publishedOnGrid ? { published: { timeslot: slotId(published.startsAt), room: published.roomId } } : {}),
  };
}

/** Minutes since the epoch. */
export function minute(instant: string): number {
  return Math.round(Date.parse(instant) / 60_000);
}

function openDuring(room: DraftRoom, slot: { start: number; end: number }, draft: DraftPlan): boolean {
  if (room.opensAt === null || room.closesAt === null) return true;
  const at = (minutes: number) => wallTime(new Date(minutes * 60_000).toISOString(), draft.edition.timeZone);
  const end = at(slot.end - draft.rules.changeoverMinutes);
  return at(slot.start) >= room.opensAt && end <= room.closesAt && end > at(slot.start);
}
