import { z } from 'zod';
import { broken, rule } from '../problems/rule.ts';
import { ClockTime, Day, Id, Instant, integer, line, recordOf, TimeZone } from '../platform/common.ts';
import { Edition, Room, SessionCard } from './programme.ts';
import { RuleValues, RowError } from '../platform/tables.ts';
import { Field, RoomMode, SessionKind, Track } from '../vocabulary.ts';

/** What a broken rule does: the four levels of pretalx. */
export const Impact = z.enum(['block-placing', 'block-publishing', 'warn', 'ignore']);
export type Impact = z.infer<typeof Impact>;

/** Hard before medium before soft; penalties are negative. */
export const Score = z.object({ hard: z.number(), medium: z.number(), soft: z.number() });
export type Score = z.infer<typeof Score>;

const Weight = integer(0, 10_000);
/** More than the solver knows. */
const MAX_RULES = 50;

/** How an edition's programme is made: lengths, limits, and what each rule weighs. Names are the solver's. */
export const ProgrammeRules = z.strictObject({
  /** Minutes a room needs between two sessions. */
  changeoverMinutes: integer(0, 120).default(20),
  /** Minutes a person needs between two sessions. */
  minimumPauseMinutes: integer(0, 240).default(15),
  pitchMinutes: integer(1, 60).default(7),
  pitchesMin: integer(1, 60).default(18),
  pitchesMax: integer(1, 60).default(26),
  /** Sessions that may run at once: streams for all that have an online side, crews for all. Null is no cap. */
  streams: integer(1, 500).nullable().default(null),
  crews: integer(1, 500).nullable().default(null),
  /** The most projects of a track that may be accepted; a track without one has no limit. */
  quotas: z.partialRecord(Track, integer(0, 100_000)).default({}),
  travelTimes: z
    .array(z.strictObject({ from: line(80), to: line(80), minutes: integer(1, 240) }))
    .max(50)
    .default([]),
  windows: z
    .array(
      z.strictObject({
        name: line(80),
        startsAt: Instant,
        endsAt: Instant,
        kinds: z.array(SessionKind).max(SessionKind.options.length),
      }),
    )
    .max(30)
    .default([]),
  weights: recordOf(line(80), z.strictObject({ hard: Weight, medium: Weight, soft: Weight }), MAX_RULES).default({}),
  impacts: recordOf(line(80), Impact, MAX_RULES).default({}),
});
export type ProgrammeRules = z.infer<typeof ProgrammeRules>;

export const RoomForm = z.strictObject({
  venueZh: line(80),
  venueEn: line(80),
  nameZh: line(80),
  nameEn: line(80),
  mode: RoomMode,
  seats: integer(0, 100_000),
  features: z.array(line(40)).max(20).default([]),
  /** Opening hours on every day, HH:mm in the edition's zone; null is always open. */
  opensAt: ClockTime.nullable().default(null),
  closesAt: ClockTime.nullable().default(null),
});
export type RoomForm = z.infer<typeof RoomForm>;

export const DraftRoom = Room.extend({
  features: z.array(z.string()),
  opensAt: z.string().nullable(),
  closesAt: z.string().nullable(),
});
export type DraftRoom = z.infer<typeof DraftRoom>;

export const Timeslot = z.object({ id: Id, day: Day, startsAt: Instant, endsAt: Instant, tags: z.array(z.string()) });
export type Timeslot = z.infer<typeof Timeslot>;

/**
 * The start times of every day, HH:mm in the edition's zone; one that lies before the one above it is after midnight.
 */
export const SlotGrid = z.strictObject({
  starts: z
    .array(ClockTime)
    .min(1)
    .max(24)
    .superRefine((starts, context) => {
      for (const [at, start] of starts.entries())
        if (starts.indexOf(start) < at)
          context.addIssue({
            code: 'custom',
            path: [at],
            ...broken('unique.start'),
          });
    }),
  minutes: integer(10, 720),
});
export type SlotGrid = z.infer<typeof SlotGrid>;

export const CreateEdition = z.strictObject({
  code: z.string().regex(/^KC-(19|20|21)\d{2}$/, rule('edition_code')),
  nameZh: line(80),
  nameEn: line(80),
  timeZone: TimeZone,
  startsOn: Day,
  dayCount: integer(1, 14),
  /** The edition whose rooms, slots and rules are taken over. */
  copyFrom: Id.nullable().default(null),
});
export type CreateEdition = z.infer<typeof CreateEdition>;

export const EditionCard = Edition.extend({
  open: z.boolean(),
  rooms: z.int(),
  projects: z.int(),
  sessions: z.int(),
  version: z.int().nullable(),
});
export type EditionCard = z.infer<typeof EditionCard>;

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
const EditingPage = z.uuid().optional();
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

export const StartSolve = z.strictObject({
  seconds: integer(1, 300).default(20),
  seed: integer(1).default(1),
  warm: z.boolean().default(false),
});
export type StartSolve = z.infer<typeof StartSolve>;
export const SolveState = z.enum(['running', 'done', 'cancelled', 'failed']);
export const SolveProgress = z.object({ runId: Id, seconds: z.number(), moves: z.int(), score: Score });
export type SolveProgress = z.infer<typeof SolveProgress>;
export const SolveRun = z.object({
  id: Id,
  state: SolveState,
  seconds: z.int(),
  score: Score.nullable(),
  moves: z.int(),
  /** Score over time, at most a few hundred points. */
  curve: z.array(z.object({ seconds: z.number(), score: Score })),
  /** Sessions that would move if it were adopted. */
  moved: z.int(),
  impossible: z.array(
    z.object({
      reason: z.enum([
        'no-cell',
        'too-few-cells',
        'speaker-has-too-many',
        'tag-has-too-many',
        'prerequisites-too-long',
      ]),
      sessions: z.array(z.string()),
      constraints: z.array(z.string()),
      cells: z.int(),
      group: z.string().nullable(),
    }),
  ),
  adopted: z.boolean(),
});
export type SolveRun = z.infer<typeof SolveRun>;
export const AdoptSolution = z.strictObject({ page: EditingPage });
export type AdoptSolution = z.infer<typeof AdoptSolution>;

/** What broke on the day. */
export const RepairRequest = z.discriminatedUnion('cause', [
  z.strictObject({ cause: z.literal('room-lost'), roomId: Id, from: Instant, until: Instant }),
  z.strictObject({ cause: z.literal('person-stuck'), personId: Id, from: Instant, until: Instant }),
  z.strictObject({ cause: z.literal('overrun'), sessionId: Id, minutes: integer(5, 240) }),
]);
export type RepairRequest = z.infer<typeof RepairRequest>;
export const Move = z.object({
  sessionId: Id,
  code: z.string(),
  titleZh: z.string(),
  titleEn: z.string(),
  from: z.object({ roomId: Id, startsAt: Instant }),
  to: z.object({ roomId: Id, startsAt: Instant }).nullable(),
  people: z.int(),
  /** Minutes between the old start and the new one. */
  minutes: z.int().nullable(),
  revision: z.int(),
});
export const RepairProposal = z.object({
  moves: z.array(Move),
  people: z.int(),
  solved: z.boolean(),
  durationMs: z.int(),
});
export type RepairProposal = z.infer<typeof RepairProposal>;

/** Result of an import: good rows are imported, bad ones come back as a file. */
export const ImportReport = z.object({
  rows: z.int(),
  added: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  rowErrors: z.array(RowError),
  /** The bad rows with a column saying why, base64; null when all were good. */
  errorReport: z.string().nullable(),
});
export type ImportReport = z.infer<typeof ImportReport>;

export const GroupReport = z.object({ sessions: z.int(), projects: z.int(), left: z.int(), draft: DraftChange });
export type GroupReport = z.infer<typeof GroupReport>;

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

const Span = z
  .strictObject({ startsAt: Instant, endsAt: Instant })
  .refine((span) => Date.parse(span.endsAt) > Date.parse(span.startsAt), {
    ...broken('later_than_start'),
    path: ['endsAt'],
  });
/** When a person cannot come, or a room is closed; replaces what was said before. */
export const Unavailability = z.strictObject({ spans: z.array(Span).max(50) });
export type Unavailability = z.infer<typeof Unavailability>;

/** What imported sessions are when their file does not say it in our words. */
export const ImportSessionsQuery = z.strictObject({
  track: Track.default('hightech'),
  field: Field.default('services'),
  kind: SessionKind.default('talk'),
});
export type ImportSessionsQuery = z.infer<typeof ImportSessionsQuery>;
export const SessionImportReport = z.object({
  events: z.int(),
  imported: z.int(),
  /** Events left out, by their place in the file, and what is said of each, in English and in Chinese. */
  eventErrors: z.array(
    z.object({
      where: z.string(),
      whereZh: z.string(),
      rule: z.string(),
      values: RuleValues,
      detail: z.string(),
      detailZh: z.string(),
    }),
  ),
  draft: DraftChange,
});
export type SessionImportReport = z.infer<typeof SessionImportReport>;
