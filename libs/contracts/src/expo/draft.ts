import { z } from 'zod';
import { Day, Id, Instant, integer } from '../platform/common.ts';
import { Impact, ProgrammeRules } from './edition-setup.ts';
import { Edition, Room, SessionCard } from './programme.ts';
import { broken } from '../problems/rule.ts';

/** Hard before medium before soft; penalties are negative. */
export const Score = z.object({ hard: z.number(), medium: z.number(), soft: z.number() });
export type Score = z.infer<typeof Score>;

export const DraftRoom = Room.extend({
  features: z.array(z.string()),
  opensAt: z.string().nullable(),
  closesAt: z.string().nullable(),
});
export type DraftRoom = z.infer<typeof DraftRoom>;

export const Timeslot = z.object({ id: Id, day: Day, startsAt: Instant, endsAt: Instant, tags: z.array(z.string()) });
export type Timeslot = z.infer<typeof Timeslot>;

/** A session in the workspace; without a room and a time it waits in the tray. */
export const DraftSession = SessionCard.pick({
  id: true,
  code: true,
  kind: true,
  titleZh: true,
  titleEn: true,
  track: true,
  field: true,
  city: true,
  pitchCount: true,
}).extend({
  minutes: z.int(),
  expected: z.int(),
  needs: z.array(z.string()),
  roomId: Id.nullable(),
  startsAt: Instant.nullable(),
  locked: z.boolean(),
  /** Has begun or is over: nothing moves it any more. */
  begun: z.boolean(),
  revision: z.int(),
  published: z.object({ roomId: Id, startsAt: Instant }).nullable(),
});
export type DraftSession = z.infer<typeof DraftSession>;

/** The whole workspace of an edition: a grid of at most a few hundred sessions. */
export const Draft = z.object({
  edition: Edition,
  revision: z.int(),
  rules: ProgrammeRules,
  timeslots: z.array(Timeslot),
  rooms: z.array(DraftRoom),
  sessions: z.array(DraftSession),
  /** Accepted projects that are in no session yet. */
  waiting: z.int(),
  version: z.object({ number: z.int(), publishedAt: Instant }).nullable(),
});
export type Draft = z.infer<typeof Draft>;

const Placement = z
  .strictObject({ sessionId: Id, roomId: Id.nullable(), startsAt: Instant.nullable(), revision: integer() })
  .refine((placement) => (placement.roomId === null) === (placement.startsAt === null), {
    ...broken('room_and_time'),
    path: ['startsAt'],
  });
/** The page that edits: the answer tells it what has changed, so that it leaves out what everybody is told of it. */
export const EditingPage = z.uuid().optional();
/** Moves several sessions at once, all or none; `revision` is the one the page has seen. */
export const PlaceSessions = z.strictObject({ placements: z.array(Placement).min(1).max(500), page: EditingPage });
export type PlaceSessions = z.infer<typeof PlaceSessions>;
export const LockSession = z.strictObject({ locked: z.boolean(), revision: integer(), page: EditingPage });
export type LockSession = z.infer<typeof LockSession>;

export const DraftChange = z.object({ revision: z.int(), sessions: z.array(DraftSession) });
export type DraftChange = z.infer<typeof DraftChange>;

const Sentence = z.object({ constraint: z.string(), with: z.array(z.string()), delta: Score });
/** What each cell would do to the score if the session went there. */
export const Effects = z.object({
  sessionId: Id,
  cells: z.array(
    z.object({
      startsAt: Instant,
      roomId: Id,
      allowed: z.boolean(),
      delta: Score,
      swapWith: Id.nullable(),
      worst: Sentence.nullable(),
    }),
  ),
});
export type Effects = z.infer<typeof Effects>;

export const RuleMatch = z.object({ sessions: z.array(z.string()), score: Score });
/** The score by rule, each with where it counts (at most a hundred places). */
export const DraftEvaluation = z.object({
  score: Score,
  unplaced: z.int(),
  rules: z.array(
    z.object({ name: z.string(), impact: Impact, score: Score, count: z.int(), matches: z.array(RuleMatch) }),
  ),
});
export type DraftEvaluation = z.infer<typeof DraftEvaluation>;

/** What an edit has changed, and the whole workspace's evaluation after it. */
export const DraftEdit = DraftChange.extend({ evaluation: DraftEvaluation });
export type DraftEdit = z.infer<typeof DraftEdit>;

export const DraftPitch = z.object({
  projectId: Id,
  titleZh: z.string(),
  titleEn: z.string(),
  ownerId: Id,
  ownerName: z.string(),
  ownerNameEn: z.string(),
  position: z.int(),
  minutes: z.int(),
});
export type DraftPitch = z.infer<typeof DraftPitch>;
export const DraftRunningOrder = z.object({ session: DraftSession, pitches: z.array(DraftPitch) });
export type DraftRunningOrder = z.infer<typeof DraftRunningOrder>;
export const MovePitch = z.strictObject({
  toSessionId: Id,
  position: integer(1, 60),
  revision: integer(),
  toRevision: integer(),
  page: EditingPage,
});
export type MovePitch = z.infer<typeof MovePitch>;

/** Who is in the workspace now, and what they hold. */
export const Presence = z.object({
  editionId: Id,
  people: z.array(z.object({ id: Id, name: z.string(), nameEn: z.string(), sessionId: Id.nullable() })),
});
export type Presence = z.infer<typeof Presence>;
export const WatchDraft = z.strictObject({ editionId: Id });
export const HoldSession = z.strictObject({ editionId: Id, sessionId: Id.nullable() });
