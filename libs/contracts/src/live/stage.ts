import { z } from 'zod';
import { rule } from '../problems/rule.ts';
import { Cursor, Id, Instant, integer, integerInAddress, paragraph, verbatim } from '../platform/common.ts';
import { StageState } from '../vocabulary.ts';

/** How a person stands to a stage: decided by the server, never asked for by the page. */
export const StageSeat = z.enum(['viewer', 'presenter', 'manager', 'hall']);
export type StageSeat = z.infer<typeof StageSeat>;

/** Where one pitch of the running order stands; the order is that of the list. */
export const OrderPlace = z.object({
  pitchId: Id,
  startedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  skippedAt: Instant.nullable(),
});
export type OrderPlace = z.infer<typeof OrderPlace>;

/**
 * What every screen of a session shows. `revision` rises by one at each step, `seq` with every message of the session.
 */
export const Stage = z.object({
  sessionId: Id,
  seq: z.int(),
  state: StageState,
  revision: z.int(),
  openedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  currentPitchId: Id.nullable(),
  pitchStartedAt: Instant.nullable(),
  /** Since when the pitch's clock stands still; null while it runs. */
  heldAt: Instant.nullable(),
  /** Milliseconds it stood still before, in this pitch. */
  heldMs: z.int(),
  extraMinutes: z.int(),
  order: z.array(OrderPlace),
  manager: z.object({ id: Id, name: z.string(), nameEn: z.string() }).nullable(),
  /** Until when the newest step can be taken back. */
  undoUntil: Instant.nullable(),
  chat: z.object({ open: z.boolean(), slowSeconds: z.int() }),
  /**
   * What the pitch that is on shows: its deck's page, of those that are drawn; null without a deck. `version` changes
   * with the deck.
   */
  deck: z.object({ projectId: Id, version: z.string(), pages: z.int(), page: z.int() }).nullable(),
  /** Whether new questions wait for the organizers before everybody sees them. */
  moderated: z.boolean(),
  /**
   * Whether the session is to be recorded, whether it is being recorded now, and whether there is something to replay.
   */
  recorded: z.boolean(),
  recording: z.boolean(),
  replay: z.boolean(),
  /** Whether anything has been recorded, be it open to all yet or not. */
  hasRecording: z.boolean(),
  /** How many of the audience may be in the media room; null for what the installation allows. */
  seatLimit: z.int().nullable(),
  serverTime: Instant,
});
export type Stage = z.infer<typeof Stage>;

/** `revision` guards against acting on a screen that is out of date. */
export const StageCommand = z.strictObject({ revision: integer() });
export type StageCommand = z.infer<typeof StageCommand>;

/** One step of the show; `pitchId` names a pitch of this running order. */
export const StageStep = z.discriminatedUnion('action', [
  z.strictObject({ action: z.enum(['open', 'undo', 'close']), revision: integer() }),
  /** `confirmAbsent` starts the clock of a presenter who is neither in the green room nor in the hall. */
  z.strictObject({ action: z.literal('next'), revision: integer(), confirmAbsent: z.boolean().default(false) }),
  z.strictObject({ action: z.enum(['hold', 'resume']), revision: integer() }),
  z.strictObject({ action: z.literal('extend'), revision: integer(), minutes: integer(1, 30) }),
  z.strictObject({ action: z.enum(['skip', 'bring-back']), revision: integer(), pitchId: Id }),
  z.strictObject({ action: z.literal('swap'), revision: integer(), pitchId: Id, withPitchId: Id }),
]);
export type StageStep = z.infer<typeof StageStep>;
/** A step as a page sends it. */
export type StageStepRequest = z.input<typeof StageStep>;
export type StageAction = StageStep['action'];

export const TurnPage = z.strictObject({ page: integer(1, 1000) });
export type TurnPage = z.infer<typeof TurnPage>;

/** How the audience may take part; what is left out stays as it is. */
export const SetAudience = z.strictObject({
  chatOpen: z.boolean().optional(),
  slowSeconds: integer(0, 300).optional(),
  moderated: z.boolean().optional(),
  recorded: z.boolean().optional(),
  /** Whether the replay may be watched by everybody. */
  replayOpen: z.boolean().optional(),
  /** How many of the audience may be in the media room at once; null for what the installation allows. */
  seatLimit: integer(1, 100_000).nullable().optional(),
});
export type SetAudience = z.infer<typeof SetAudience>;

/** Media credentials. The token only opens the door: it expires in minutes. */
export const MediaTicket = z.object({
  url: z.string(),
  token: z.string(),
  expiresAt: Instant,
  /** An empty list asks no STUN or TURN server at all; null leaves the choice to the media server. */
  iceServers: z
    .array(z.object({ urls: z.array(z.string()), username: z.string().optional(), credential: z.string().optional() }))
    .nullable(),
});
export type MediaTicket = z.infer<typeof MediaTicket>;

export const StageTicket = MediaTicket.extend({
  seat: StageSeat,
  identity: z.string(),
  onStage: z.boolean(),
  /** Whether one's hand is up. */
  handUp: z.boolean(),
  /** Whether the session is, or will be, recorded: said to those who present before they turn anything on. */
  recorded: z.boolean(),
});
export type StageTicket = z.infer<typeof StageTicket>;

/** A place in the queue before the media room: asked again with this identity at `admitAt`, it becomes a ticket. */
export const QueuePlace = z.object({
  seat: z.literal('queue'),
  identity: z.string(),
  /** How many come before, and oneself. */
  place: z.int(),
  admitAt: Instant,
});
export type QueuePlace = z.infer<typeof QueuePlace>;

/** The room, or one's network's share of it, is full: the same session as a broadcast, some seconds later. */
export const BroadcastTicket = z.object({
  seat: z.literal('broadcast'),
  playlist: z.string(),
  full: z.enum(['session', 'network']),
});
export type BroadcastTicket = z.infer<typeof BroadcastTicket>;

/** How one gets to see a stage: decided by the server. */
export const StageWay = z.discriminatedUnion('seat', [StageTicket, QueuePlace, BroadcastTicket]);
export type StageWay = z.infer<typeof StageWay>;

/**
 * Which page asks for a place that one page has at a time. One that comes back after it lost its connection does not
 * take over: it is refused with 409 `elsewhere` while another page has the place.
 */
export const PageRequest = z.strictObject({ page: z.uuid().optional(), takeOver: z.boolean().default(true) });
export type PageRequest = z.infer<typeof PageRequest>;

/**
 * `identity` keeps a seat or a place that was given before; `hand` raises a hand and asks for a seat in the room to
 * speak from.
 */
export const JoinStage = PageRequest.extend({
  identity: verbatim(100).optional(),
  hand: z.boolean().default(false),
});
export type JoinStage = z.infer<typeof JoinStage>;

/** A presenter as the stage console sees them. */
export const Presenter = z.object({
  personId: Id,
  name: z.string(),
  nameEn: z.string(),
  /** Null for one of the audience who was brought on. */
  pitchId: Id.nullable(),
  position: z.int().nullable(),
  present: z.boolean(),
  /** Whether they have checked in in the hall. */
  inHall: z.boolean(),
  onStage: z.boolean(),
  /** Whether camera and microphone are on, as the presenter's own page says; null until it has. */
  camera: z.boolean().nullable(),
  microphone: z.boolean().nullable(),
});
export type Presenter = z.infer<typeof Presenter>;

/** What a presenter's page has turned on. */
export const Devices = z.strictObject({ camera: z.boolean(), microphone: z.boolean() });
export type Devices = z.infer<typeof Devices>;

/** How an encoder in the hall sends picture and sound: over HTTP (WHIP, RFC 9725) or RTMP. */
export const EncoderWay = z.strictObject({ way: z.enum(['whip', 'rtmp']) });
export type EncoderWay = z.infer<typeof EncoderWay>;

/** What is entered in the encoder; the key is as good as a ticket. */
export const EncoderInput = z.object({ address: z.string(), key: z.string() });
export type EncoderInput = z.infer<typeof EncoderInput>;

/** What the QR code in the hall carries; each is good for a few minutes. */
export const HallCheckIn = z.strictObject({
  code: z.string().regex(/^[\w-]{22}$/, rule('hall_code')),
});
export type HallCheckIn = z.infer<typeof HallCheckIn>;

export const SetOnStage = z.strictObject({ onStage: z.boolean() });
export type SetOnStage = z.infer<typeof SetOnStage>;

/** `identity` is that of the page which raises the hand, as its ticket names it. */
export const RaiseHand = z.strictObject({ identity: verbatim(100) });
export type RaiseHand = z.infer<typeof RaiseHand>;

export const RaisedHand = z.object({ personId: Id, name: z.string(), nameEn: z.string(), raisedAt: Instant });
export type RaisedHand = z.infer<typeof RaisedHand>;

export const AskQuestion = z.strictObject({ body: paragraph(500, 2), anonymous: z.boolean().default(false) });
export type AskQuestion = z.infer<typeof AskQuestion>;

export const QuestionState = z.enum(['waiting', 'shown', 'dismissed']);
export type QuestionState = z.infer<typeof QuestionState>;

export const Question = z.object({
  id: Id,
  sessionId: Id,
  pitchId: Id.nullable(),
  body: z.string(),
  authorName: z.string().nullable(),
  votes: z.int(),
  answered: z.boolean(),
  pinned: z.boolean(),
  /** `waiting` and `dismissed` are seen by organizers and the author alone. */
  state: QuestionState,
  askedAt: Instant,
});
export type Question = z.infer<typeof Question>;

export const QuestionQuery = z.strictObject({
  cursor: Cursor.optional(),
  limit: integerInAddress(1, 100).default(50),
});
export type QuestionQuery = z.infer<typeof QuestionQuery>;

/**
 * `voted` holds the ids of this page's questions that the reader has voted for; `seq` is the session's number before it
 * was read.
 */
export const QuestionPage = z.object({
  seq: z.int(),
  items: z.array(Question),
  nextCursor: z.string().nullable(),
  total: z.int(),
  voted: z.array(Id),
});
export type QuestionPage = z.infer<typeof QuestionPage>;

/** What an organizer changes of a question; what is left out stays as it is. */
export const ModerateQuestion = z.strictObject({
  answered: z.boolean().optional(),
  pinned: z.boolean().optional(),
  state: z.enum(['shown', 'dismissed']).optional(),
});
export type ModerateQuestion = z.infer<typeof ModerateQuestion>;

export const VoteResult = z.object({ id: Id, votes: z.int() });
export type VoteResult = z.infer<typeof VoteResult>;
