import { z } from 'zod';
import { ClockTime, Day, Id, Instant, integer, line, recordOf, TimeZone } from '../platform/common.ts';
import { broken, rule } from '../problems/rule.ts';
import { RoomMode, SessionKind, Track } from '../vocabulary.ts';
import { Edition } from './programme.ts';

/** What a broken rule does: the four levels of pretalx. */
export const Impact = z.enum(['block-placing', 'block-publishing', 'warn', 'ignore']);
export type Impact = z.infer<typeof Impact>;

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

const Span = z
  .strictObject({ startsAt: Instant, endsAt: Instant })
  .refine((span) => Date.parse(span.endsAt) > Date.parse(span.startsAt), {
    ...broken('later_than_start'),
    path: ['endsAt'],
  });
/** When a person cannot come, or a room is closed; replaces what was said before. */
export const Unavailability = z.strictObject({ spans: z.array(Span).max(50) });
export type Unavailability = z.infer<typeof Unavailability>;
