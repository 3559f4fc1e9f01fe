import { z } from 'zod';
import { broken } from './problems/rule.ts';
import { Organisation } from './accounts/account.ts';
import {
  ClockTime,
  Day,
  Email,
  Id,
  Instant,
  integer,
  line,
  PageQuery,
  pageOf,
  paragraph,
  TimeZone,
  verbatim,
} from './platform/common.ts';
import { GuestSeat, MeetingOutcome, MeetingPlace, MeetingSide, MeetingState } from './vocabulary.ts';

export const ExpressInterest = z.strictObject({ note: paragraph(500).optional() });
export type ExpressInterest = z.infer<typeof ExpressInterest>;

/** An interest as either side of it sees it. */
export const Interest = z.object({
  id: Id,
  project: z.object({ id: Id, titleZh: z.string(), titleEn: z.string() }),
  investor: z.object({ id: Id, name: z.string(), nameEn: z.string(), organisation: Organisation.nullable() }),
  owner: z.object({ id: Id, name: z.string(), nameEn: z.string() }),
  side: MeetingSide,
  note: z.string().nullable(),
  duringPitch: z.boolean(),
  createdAt: Instant,
  meetingId: Id.nullable(),
  meetingState: MeetingState.nullable(),
  /** Why an owner should look at it first, strongest reason first; empty for the investor. */
  reasons: z.array(z.enum(['during-pitch', 'note', 'met-before', 'same-city', 'funds', 'recent'])),
});
export type Interest = z.infer<typeof Interest>;

/** `warmth` puts an owner's warmest leads first. */
export const InterestQuery = PageQuery.extend({
  cursor: Id.optional(),
  order: z.enum(['newest', 'warmth']).default('newest'),
});
export const InterestPage = pageOf(Interest);
export type InterestPage = z.infer<typeof InterestPage>;

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

export const MeetingFile = z.object({
  id: Id,
  name: z.string(),
  type: z.string(),
  bytes: z.int(),
  by: z.string(),
  at: Instant,
});
export type MeetingFile = z.infer<typeof MeetingFile>;

export const SideMessage = z.object({
  id: Id,
  meetingId: Id,
  side: MeetingSide,
  personId: Id,
  by: z.string(),
  body: z.string(),
  at: Instant,
});
export type SideMessage = z.infer<typeof SideMessage>;
export const SendSideMessage = z.strictObject({ body: line(500) });
export type SendSideMessage = z.infer<typeof SendSideMessage>;

/** One change to a term sheet: a Yjs update in base64, who made it and when. */
export const SheetUpdate = z.object({ id: z.int(), personId: Id, by: z.string(), at: Instant, update: z.base64() });
export type SheetUpdate = z.infer<typeof SheetUpdate>;
export const SheetHistory = z.object({ updates: z.array(SheetUpdate), next: z.int().nullable() });
export type SheetHistory = z.infer<typeof SheetHistory>;

export const WatchMeeting = z.strictObject({ meetingId: Id });
/** Sends one's changes since the state vector the server named. */
/** The update in base64, at most 65,535 bytes. */
export const ChangeSheet = z.strictObject({ meetingId: Id, update: z.base64().max(87_380) });
export type ChangeSheet = z.infer<typeof ChangeSheet>;
/** What pages of a meeting tell each other to agree on a key that the server does not know. */
export const MeetingKeyMessage = z.strictObject({
  meetingId: Id,
  from: Id,
  to: Id.nullable(),
  publicKey: verbatim(400),
  keyId: Id.nullable(),
  wrapped: verbatim(400).nullable(),
});
export type MeetingKeyMessage = z.infer<typeof MeetingKeyMessage>;

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

/** What is booked at one table, without what it is about. */
export const TableDay = z.object({
  table: z.int(),
  bookings: z.array(
    z.object({
      meetingId: Id,
      startsAt: Instant,
      endsAt: Instant,
      people: z.array(z.object({ name: z.string(), organisation: z.string(), checkedIn: z.boolean() })),
    }),
  ),
});
export type TableDay = z.infer<typeof TableDay>;
export const TablePlan = z.object({ timeZone: z.string(), days: z.array(Day), day: Day, tables: z.array(TableDay) });
export type TablePlan = z.infer<typeof TablePlan>;
export const TableQuery = z.strictObject({ day: Day.optional() });

export const WalkIn = z.strictObject({
  table: integer(1, 999),
  investorEmail: Email,
  ownerEmail: Email,
  projectId: Id.optional(),
});
export type WalkIn = z.infer<typeof WalkIn>;

/** A run of the meeting scheduler over the wishes that no time has been agreed for. */
export const PlaceMeetings = z.strictObject({ seconds: integer(1, 60).default(10) });
export type PlaceMeetings = z.infer<typeof PlaceMeetings>;
export const Placement = z.object({
  wishes: z.int(),
  placed: z.int(),
  unmet: z.array(
    z.object({
      meetingId: Id,
      why: z.enum(['no-common-slot', 'diaries-full', 'tables-full', 'confirmed-clash', 'taken-meanwhile']),
    }),
  ),
});
export type Placement = z.infer<typeof Placement>;
