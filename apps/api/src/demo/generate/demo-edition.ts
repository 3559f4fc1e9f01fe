import { Field, fieldLabels, Track, trackLabels, type City } from '@everexpo/contracts';
import { makeOrganisations, makePeople, type DemoOrganisation, type DemoPerson } from './people.ts';
import { projectWriter, type ProjectText } from './projects.ts';
import { seeded, type Random } from './random.ts';
import { demoRooms } from './rooms.ts';
import { demoCells, SESSION_MINUTES, type Cell } from './timetable.ts';

export const TIME_ZONE = 'Asia/Shanghai';
const ZONE_OFFSET_MINUTES = 8 * 60;
const SESSIONS = 101;
const PROJECTS = 2350;
const PITCH_MINUTES = 7;

export interface DemoProject extends ProjectText {
  id: string;
  edition_id: string;
  owner_id: string;
  organisation_id: string;
  track: Track;
  field: Field;
  city: City;
}

export interface DemoSession {
  id: string;
  edition_id: string;
  room_id: string;
  code: string;
  kind: 'pitch';
  title_zh: string;
  title_en: string;
  track: Track;
  field: Field;
  city: null;
  starts_at: string;
  ends_at: string;
}

export interface DemoPitch {
  id: string;
  session_id: string;
  project_id: string;
  position: number;
  minutes: number;
  started_at: string | null;
  ended_at: string | null;
}

export interface DemoStage {
  session_id: string;
  state: 'live' | 'ended';
  revision: number;
  opened_at: string;
  ended_at: string | null;
  current_pitch_id: string | null;
}

export interface DemoEdition {
  edition: { id: string; code: string; year: number; starts_on: string; name_zh: string; name_en: string };
  organisations: DemoOrganisation[];
  people: DemoPerson[];
  rooms: ReturnType<typeof demoRooms>;
  projects: DemoProject[];
  sessions: DemoSession[];
  pitches: DemoPitch[];
  stages: DemoStage[];
}

/**
 * The demo edition as plain rows: 101 sessions, 2,350 projects, 12 rooms, 700 organisations, 3,200 people, three days
 * that start today. The same seed and instant give the same bytes. `sessions[0]` is the one about to begin.
 */
export function generateDemoEdition(seed: number, now: Date): DemoEdition {
  const random = seeded(seed);
  const midnight = localMidnight(now);
  const edition = editionOf(random, midnight);
  const organisations = makeOrganisations(random);
  const people = makePeople(random, organisations);
  const rooms = demoRooms(random, edition.id);
  const cells = demoCells(SESSIONS, rooms.length, (now.getTime() - midnight) / 60_000, random);
  const sessions = cells.map((cell, index) => sessionOf(random, edition.id, rooms, cell, index, midnight));
  const projects = makeProjects(random, edition.id, sessions, organisations, people);
  const pitches = projects.map(({ session, position, project }) => pitchOf(random, session, position, project.id, now));
  return {
    edition,
    organisations,
    people,
    rooms,
    projects: projects.map(({ project }) => project),
    sessions,
    pitches,
    stages: sessions.flatMap((session) => stageOf(session, pitches, now)),
  };
}

/** The last midnight in the edition's zone, in milliseconds of the Unix epoch. China keeps UTC+8 all year. */
function localMidnight(now: Date): number {
  const offset = ZONE_OFFSET_MINUTES * 60_000;
  return Math.floor((now.getTime() + offset) / 86_400_000) * 86_400_000 - offset;
}

function editionOf(random: Random, midnight: number): DemoEdition['edition'] {
  const startsOn = new Date(midnight + ZONE_OFFSET_MINUTES * 60_000).toISOString().slice(0, 10);
  const year = Number(startsOn.slice(0, 4));
  return {
    id: random.uuid(),
    code: `KC-${year}`,
    year,
    starts_on: startsOn,
    name_zh: `${year} 永不落幕科创会`,
    name_en: `Everexpo ${year}`,
  };
}

function sessionOf(
  random: Random,
  editionId: string,
  rooms: { id: string }[],
  cell: Cell,
  index: number,
  midnight: number,
): DemoSession {
  const field = Field.options[index % Field.options.length] as Field;
  const track = Track.options[Math.floor(index / Field.options.length) % Track.options.length] as Track;
  const round = Math.floor(index / (Field.options.length * Track.options.length)) + 1;
  const startsAt = midnight + cell.start * 60_000;
  return {
    id: random.uuid(),
    edition_id: editionId,
    room_id: (rooms[cell.room] as { id: string }).id,
    code: `S${String(index + 1).padStart(3, '0')}`,
    kind: 'pitch',
    title_zh: `${fieldLabels[field].zh}${trackLabels[track].zh}专场（${'一二三四五六七八九'.charAt(round - 1)}）`,
    title_en: `${fieldLabels[field].en}: ${trackLabels[track].en.toLowerCase()}, part ${round}`,
    track,
    field,
    city: null,
    starts_at: new Date(startsAt).toISOString(),
    ends_at: new Date(startsAt + SESSION_MINUTES * 60_000).toISOString(),
  };
}

interface PlacedProject {
  session: DemoSession;
  position: number;
  project: DemoProject;
}

/**
 * Fills the running orders. Owners of a field take turns, so that the two sessions of one owner lie days apart.
 */
function makeProjects(
  random: Random,
  editionId: string,
  sessions: DemoSession[],
  organisations: DemoOrganisation[],
  people: DemoPerson[],
): PlacedProject[] {
  const homes = new Map(organisations.map((organisation) => [organisation.id, organisation]));
  const owners = new Map<Field, DemoPerson[]>(Field.options.map((field) => [field, []]));
  for (const person of people) {
    const home = person.role === 'owner' && person.organisation_id ? homes.get(person.organisation_id) : undefined;
    if (home?.field) owners.get(home.field)?.push(person);
  }
  const write = projectWriter(random);
  const turns = new Map<Field, number>();
  const longer = PROJECTS - Math.floor(PROJECTS / SESSIONS) * SESSIONS;
  return sessions.flatMap((session, index) =>
    Array.from({ length: Math.floor(PROJECTS / SESSIONS) + (index < longer ? 1 : 0) }, (_, offset) => {
      const pool = owners.get(session.field) as DemoPerson[];
      const turn = turns.get(session.field) ?? 0;
      turns.set(session.field, turn + 1);
      const owner = pool[turn % pool.length] as DemoPerson;
      const home = homes.get(owner.organisation_id as string) as DemoOrganisation;
      const { track, field } = session;
      const project = {
        id: random.uuid(),
        edition_id: editionId,
        owner_id: owner.id,
        organisation_id: home.id,
        track,
        field,
        city: home.city,
        ...write(track, field, home.city),
      };
      return { session, position: offset + 1, project };
    }),
  );
}

/** A pitch; one that lies in the past has the times of the plan. */
function pitchOf(random: Random, session: DemoSession, position: number, projectId: string, now: Date): DemoPitch {
  const start = new Date(Date.parse(session.starts_at) + (position - 1) * PITCH_MINUTES * 60_000);
  const end = new Date(start.getTime() + PITCH_MINUTES * 60_000);
  return {
    id: random.uuid(),
    session_id: session.id,
    project_id: projectId,
    position,
    minutes: PITCH_MINUTES,
    started_at: start <= now ? start.toISOString() : null,
    ended_at: end <= now ? end.toISOString() : null,
  };
}

function stageOf(session: DemoSession, pitches: DemoPitch[], now: Date): DemoStage[] {
  if (Date.parse(session.starts_at) > now.getTime()) return [];
  const over = Date.parse(session.ends_at) <= now.getTime();
  const on = over
    ? undefined
    : pitches.find((pitch) => pitch.session_id === session.id && pitch.started_at !== null && pitch.ended_at === null);
  return [
    {
      session_id: session.id,
      state: over ? 'ended' : 'live',
      revision: 1,
      opened_at: session.starts_at,
      ended_at: over ? session.ends_at : null,
      current_pitch_id: on?.id ?? null,
    },
  ];
}
