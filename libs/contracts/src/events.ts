import { z } from 'zod';
import type { Agreement } from './agreements/agreement.ts';
import { Id, type Problem } from './platform/common.ts';
import type { Interest } from './negotiation/interest.ts';
import type { Meeting } from './negotiation/meeting.ts';
import type { ChangeSheet, MeetingKeyMessage, SheetUpdate, SideMessage, WatchMeeting } from './negotiation/room.ts';
import type { DraftChange, HoldSession, Presence, WatchDraft } from './expo/draft.ts';
import type { SolveProgress, SolveRun } from './expo/solver.ts';
import type { Notice } from './notices.ts';
import type { SendReaction, Reactions, SendChatMessage } from './live/audience.ts';
import type { Presenter, RaisedHand } from './live/stage.ts';
import type { SessionFeed, SessionMessage, WatchSession } from './live/session-log.ts';
import type { Screen, WallSlip, WallTotals } from './agreements/wall.ts';

/** What the server tells the pages. Every event carries whole facts, so a repeat changes nothing. */
export interface ServerEvents {
  /** What this page sends is more than it may; in so many seconds it is heard again. */
  'socket:slowed': (slowed: { retryAfter: number }) => void;
  /** The server closes this connection next. */
  'socket:ended': (end: SocketEnd) => void;
  /** Messages of a session's log, in order and without a gap from the one before. */
  'session:messages': (news: { sessionId: string; messages: SessionMessage[] }) => void;
  /** The newest number of a session's log, so that a page notices that it missed the end. */
  'session:head': (head: { sessionId: string; seq: number }) => void;
  'session:reactions': (reactions: Reactions) => void;
  'stage:presenter': (presenter: Presenter & { sessionId: string }) => void;
  /** One's own hand was raised or taken down, on whatever screen and by whomever. */
  'stage:hand': (hand: { sessionId: string; up: boolean }) => void;
  'stage:hands': (hands: { sessionId: string; hands: RaisedHand[] }) => void;
  /** For the organizers: something waits for them in the queue of questions or among the reported lines. */
  'console:queue': (change: { sessionId: string }) => void;
  /** Somebody was removed from a session; sent to themselves alone. */
  'session:removed': (change: { sessionId: string }) => void;
  'programme:changed': (change: { editionId: string; revision: number }) => void;
  /** `page` is the page whose edit it was, where one has said so: its own answer told it already. */
  'draft:changed': (change: DraftChange & { editionId: string; by: string; page: string | null }) => void;
  'draft:presence': (presence: Presence) => void;
  'solve:progress': (progress: SolveProgress) => void;
  'solve:finished': (run: SolveRun) => void;
  'notice:created': (notice: Notice) => void;
  /** One's own notices were read or dismissed, on whatever screen. */
  'notices:changed': (change: { unread: number }) => void;
  'interest:expressed': (interest: Interest) => void;
  'meeting:opened': (meeting: Meeting) => void;
  'meeting:ended': (meeting: { id: string }) => void;
  /** Something about the meeting is different: read it again. `generation` tells whether the room has moved. */
  'meeting:changed': (change: { id: string; generation: number }) => void;
  'meeting:key': (message: MeetingKeyMessage) => void;
  'sheet:changed': (change: SheetUpdate & { meetingId: string }) => void;
  'side:message': (message: SideMessage) => void;
  'agreement:changed': (agreement: Pick<Agreement, 'id' | 'state' | 'version'> & { meetingId: string | null }) => void;
  'wall:registered': (news: { slip: WallSlip; totals: WallTotals }) => void;
  'wall:screen': (screen: Screen) => void;
  'ceremony:changed': (change: { editionId: string; revision: number }) => void;
  'desk:changed': (change: { id: string }) => void;
}

export const LeaveSession = z.strictObject({ sessionId: Id });
export const WatchEdition = z.strictObject({ editionId: Id });
export const SyncClock = z.strictObject({ sentAt: z.number().min(0).max(Number.MAX_SAFE_INTEGER) });

/** Why a connection was closed: the page asks who it is now, or waits so many seconds, and comes back. */
export interface SocketEnd {
  reason: 'signed_out' | 'roles_changed' | 'removed' | 'flooding';
  retryAfter: number;
}

/** An acknowledgement: the answer, or a problem's code and words, and in how many seconds it is worth asking again. */
export type Ack<T> =
  | { ok: true; data: T }
  | (Required<Pick<Problem, 'status' | 'code' | 'detail'>> &
      Pick<Problem, 'errors'> & { ok: false; retryAfter?: number });

/** What the pages may ask of the server; every request is acknowledged. */
export interface ClientEvents {
  'session:watch': (request: WatchSession, ack: (reply: Ack<SessionFeed>) => void) => void;
  'chat:send': (line: SendChatMessage, ack: (reply: Ack<{ seq: number }>) => void) => void;
  'reaction:send': (reaction: SendReaction, ack: (reply: Ack<null>) => void) => void;
  'session:unwatch': (request: z.infer<typeof LeaveSession>, ack: (reply: Ack<null>) => void) => void;
  'edition:watch': (request: z.infer<typeof WatchEdition>, ack: (reply: Ack<null>) => void) => void;
  'draft:watch': (request: z.infer<typeof WatchDraft>, ack: (reply: Ack<Presence>) => void) => void;
  'draft:unwatch': (request: z.infer<typeof WatchDraft>, ack: (reply: Ack<null>) => void) => void;
  /** Says which session one has in hand, so that others see it. */
  'draft:hold': (request: z.infer<typeof HoldSession>, ack: (reply: Ack<null>) => void) => void;
  /** Joins the pages of a meeting: its term sheet as one Yjs update in base64. */
  'meeting:watch': (request: z.infer<typeof WatchMeeting>, ack: (reply: Ack<{ sheet: string }>) => void) => void;
  'meeting:unwatch': (request: z.infer<typeof WatchMeeting>, ack: (reply: Ack<null>) => void) => void;
  'meeting:key': (message: MeetingKeyMessage, ack: (reply: Ack<null>) => void) => void;
  'sheet:change': (change: ChangeSheet, ack: (reply: Ack<{ id: number }>) => void) => void;
  /** `serverTime` is in milliseconds of the Unix epoch. */
  'clock:sync': (
    request: z.infer<typeof SyncClock>,
    ack: (reply: Ack<{ sentAt: number; serverTime: number }>) => void,
  ) => void;
}

/** Where a signed-in or guest page opens its socket. */
export const SOCKET_PATH = '/api/socket.io';
