import { z } from 'zod';
import { Day, Id, Instant } from '../platform/common.ts';
import { City, Field, RoomMode, SessionKind, StageState, Track } from '../vocabulary.ts';
import { ProjectCard } from './project-card.ts';

export const Edition = z.object({
  id: Id,
  code: z.string(),
  year: z.int(),
  nameZh: z.string(),
  nameEn: z.string(),
  timeZone: z.string(),
  days: z.array(Day),
  demo: z.boolean(),
});
export type Edition = z.infer<typeof Edition>;

export const Room = z.object({
  id: Id,
  venueZh: z.string(),
  venueEn: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  mode: RoomMode,
  seats: z.int(),
});
export type Room = z.infer<typeof Room>;

/** A session as a block of the programme. */
export const SessionCard = z.object({
  id: Id,
  code: z.string(),
  kind: SessionKind,
  titleZh: z.string(),
  titleEn: z.string(),
  track: Track,
  field: Field,
  city: City.nullable(),
  roomId: Id,
  startsAt: Instant,
  endsAt: Instant,
  pitchCount: z.int(),
  state: StageState,
  /** Dropped from the programme after it was published. */
  cancelled: z.boolean(),
});
export type SessionCard = z.infer<typeof SessionCard>;

export const ProgrammeQuery = z.strictObject({
  day: Day.optional(),
  track: Track.optional(),
  field: Field.optional(),
  city: City.optional(),
});
export type ProgrammeQuery = z.infer<typeof ProgrammeQuery>;

/** One day of the published timetable. */
export const ProgrammeDay = z.object({
  edition: Edition,
  day: Day,
  revision: z.int(),
  rooms: z.array(Room),
  sessions: z.array(SessionCard),
});
export type ProgrammeDay = z.infer<typeof ProgrammeDay>;

export const Pitch = z.object({
  id: Id,
  position: z.int(),
  minutes: z.int(),
  project: ProjectCard,
  /** What the project seeks, as its own page says it. */
  seeksZh: z.string(),
  seeksEn: z.string(),
  ownerName: z.string(),
  ownerNameEn: z.string(),
  startedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
});
export type Pitch = z.infer<typeof Pitch>;

export const SessionDetail = SessionCard.extend({
  room: Room,
  editionId: Id,
  timeZone: z.string(),
  runningOrder: z.array(Pitch),
});
export type SessionDetail = z.infer<typeof SessionDetail>;
