/**
 * When a talk may be: `start` and `end` in minutes on one axis shared by all slots; slots may overlap and cross
 * midnight.
 */
export interface Timeslot {
  id: string;
  /** The day the slot counts to, as yyyy-mm-dd. */
  day: string;
  start: number;
  end: number;
  /** Kinds of talk it takes. */
  kinds: string[];
  tags: string[];
}

export interface Room {
  id: string;
  /** Seats. */
  capacity: number;
  kinds: string[];
  tags: string[];
  /** Ids of the timeslots in which it is closed. */
  unavailable: string[];
  /** The building, for walking minutes. */
  venue?: string;
  /** Nobody needs a seat: a room that is online only. */
  seatless?: boolean;
}

/** Tags that a talk or a speaker wants of the timeslot and of the room, in the four strengths. */
export interface TagWishes {
  requiredTimeslot: string[];
  preferredTimeslot: string[];
  prohibitedTimeslot: string[];
  undesiredTimeslot: string[];
  requiredRoom: string[];
  preferredRoom: string[];
  prohibitedRoom: string[];
  undesiredRoom: string[];
}

export interface Speaker extends TagWishes {
  id: string;
  unavailable: string[];
}

/** Anything that takes one cell of the grid; the expo's sessions are mapped to it. */
export interface Talk extends TagWishes {
  id: string;
  title: string;
  kind: string;
  speakers: string[];
  themeTracks: string[];
  sectors: string[];
  audienceTypes: string[];
  audienceLevel: number;
  contents: string[];
  language: string;
  mutuallyExclusive: string[];
  /** Ids of the talks that must end before this one starts. */
  prerequisites: string[];
  favourites: number;
  crowdControlRisk: number;
  /** Stays where it is. */
  pinned: boolean;
  published?: Cell;
  /** Minutes it needs; a shorter timeslot does not take it. */
  minutes?: number;
  /** People expected. */
  expected?: number;
  /** Units it takes of each capped resource while it runs. */
  uses?: Record<string, number>;
  /** People who want to be there: two talks that share some are better apart. */
  followers?: string[];
  /** People who must be told when it moves away from its published place. */
  concerned?: number;
}

/** A resource that all talks together may use only up to its units: streams, interpreters, camera crews. */
export interface Resource {
  id: string;
  units: number;
}

/** Minutes of the common axis kept for talks of some kinds, such as the opening ceremony. */
export interface ReservedWindow {
  id: string;
  start: number;
  end: number;
  kinds: string[];
}

/** Minutes to walk from one venue to another, both ways. */
export interface TravelTime {
  from: string;
  to: string;
  minutes: number;
}

/** What one violation costs on each level; zero switches the constraint off. */
export interface Weight {
  hard: number;
  medium: number;
  soft: number;
}

export interface SolverInput {
  name: string;
  /** Minutes a speaker needs between two talks. */
  minimumPause: number;
  weights: Record<string, Weight>;
  timeslots: Timeslot[];
  rooms: Room[];
  speakers: Speaker[];
  talks: Talk[];
  resources?: Resource[];
  windows?: ReservedWindow[];
  travelTimes?: TravelTime[];
}

/** One place in the grid, by ids. */
export interface Cell {
  timeslot: string;
  room: string;
}

/** Where each talk is; a talk that is not in it is unplaced. */
export type Timetable = Map<string, Cell>;

export function noWishes(): TagWishes {
  return {
    requiredTimeslot: [],
    preferredTimeslot: [],
    prohibitedTimeslot: [],
    undesiredTimeslot: [],
    requiredRoom: [],
    preferredRoom: [],
    prohibitedRoom: [],
    undesiredRoom: [],
  };
}

/** Input that cannot be scheduled as it stands; `where` names the field, or the sheet and cell. */
export class SolverInputError extends Error {
  readonly where: string;

  constructor(where: string, rule: string) {
    super(`${where}: ${rule}`);
    this.name = 'SolverInputError';
    this.where = where;
  }
}
