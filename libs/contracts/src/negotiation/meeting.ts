import { z } from 'zod';
import { Organisation } from '../accounts/account.ts';
import {
  ClockTime,
  Day,
  Email,
  Id,
  Instant,
  integer,
  PageQuery,
  pageOf,
  paragraph,
  TimeZone,
} from '../platform/common.ts';
import { broken } from '../problems/rule.ts';
import { GuestSeat, MeetingOutcome, MeetingPlace, MeetingSide, MeetingState } from '../vocabulary.ts';

export const MeetingParty = z.object({
  personId: Id,
  side: z.enum(['owner', 'investor', 'guest']),
  name: z.string(),
  nameEn: z.string(),
  organisation: Organisation.nullable(),
  /** Knocks at the door, from when. */
  waitingSince: Instant.nullable(),
  admitted: z.boolean(),
  joinedAt: Instant.nullable(),
});
export type MeetingParty = z.infer<typeof MeetingParty>;

/** A negotiation as its parties see it; nobody else is told that it exists. */
export const Meeting = z.object({
  id: Id,
  interestId: Id,
  state: MeetingState,
  /** Who asked for it; of an instant one, who rang. */
  openedBy: Id,
  /** Null while no time has been agreed. */
  startsAt: Instant.nullable(),
  endsAt: Instant.nullable(),
  minutes: z.int(),
  place: MeetingPlace,
  table: z.int().nullable(),
  note: z.string().nullable(),
  reason: z.string().nullable(),
  /** Whose proposal waits for an answer, and for which times; none means any. */
  proposedBy: MeetingSide.nullable(),
  times: z.array(Instant),
  revision: z.int(),
  generation: z.int(),
  instant: z.boolean(),
  timeZone: z.string(),
  project: z.object({ id: Id, titleZh: z.string(), titleEn: z.string() }),
  parties: z.array(MeetingParty),
  guests: z.array(z.object({ personId: Id, name: z.string(), seat: GuestSeat, agreed: z.array(MeetingSide) })),
  outcomes: z.array(
    z.object({ side: MeetingSide, outcome: MeetingOutcome, nextSteps: z.string(), nextOn: Day.nullable() }),
  ),
});
export type Meeting = z.infer<typeof Meeting>;
export const MeetingPage = pageOf(Meeting);
export type MeetingPage = z.infer<typeof MeetingPage>;
export const MeetingQuery = PageQuery.extend({
  cursor: Id.optional(),
  /** `ringing`: calls of others that the reader has not answered yet. */
  show: z.enum(['all', 'waiting', 'upcoming', 'ringing']).default('all'),
});

const Times = z.array(Instant).max(6);

/** A wish for a meeting: at one of these times, or at any when none is named. */
export const RequestMeeting = z.strictObject({
  times: Times.default([]),
  minutes: integer(10, 120).default(20),
  place: MeetingPlace.default('online'),
  note: paragraph(500, 0).default(''),
});
export type RequestMeeting = z.infer<typeof RequestMeeting>;

/** Accepting names the time, unless any will do; then the first that suits all is taken. */
export const AcceptMeeting = z.strictObject({ revision: integer(), startsAt: Instant.optional() });
export type AcceptMeeting = z.infer<typeof AcceptMeeting>;

export const CounterMeeting = z.strictObject({
  revision: integer(),
  times: Times,
  place: MeetingPlace.optional(),
});
export type CounterMeeting = z.infer<typeof CounterMeeting>;

export const MeetingReason = z.strictObject({ reason: paragraph(500, 2) });
export type MeetingReason = z.infer<typeof MeetingReason>;

/** A colleague who takes part, or takes one's place. */
export const NameColleague = z.strictObject({ email: Email });
export type NameColleague = z.infer<typeof NameColleague>;

export const BringIn = z.strictObject({ email: Email, seat: GuestSeat });
export type BringIn = z.infer<typeof BringIn>;

/** Times that suit everybody in a meeting, soonest first. */
export const FreeTimes = z.object({ timeZone: z.string(), times: z.array(Instant) });
export type FreeTimes = z.infer<typeof FreeTimes>;

export const MeetingHours = z
  .strictObject({
    opens: ClockTime,
    closes: ClockTime,
    timeZone: TimeZone,
  })
  .refine((hours) => hours.closes > hours.opens, {
    path: ['closes'],
    ...broken('later_than_start.hours'),
  });
export type MeetingHours = z.infer<typeof MeetingHours>;

export const RecordOutcome = z.strictObject({
  outcome: MeetingOutcome,
  nextSteps: paragraph(1000, 0).default(''),
  nextOn: Day.nullable().default(null),
});
export type RecordOutcome = z.infer<typeof RecordOutcome>;

/** What came of an edition's meetings; `realised` are those where both sides were there. */
export const MeetingFigures = z.object({
  requested: z.int(),
  accepted: z.int(),
  realised: z.int(),
  missed: z.int(),
  cancelled: z.int(),
  outcomes: z.record(MeetingOutcome, z.int()),
});
export type MeetingFigures = z.infer<typeof MeetingFigures>;
