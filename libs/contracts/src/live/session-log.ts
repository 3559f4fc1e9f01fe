import { z } from 'zod';
import { ChatMessage, Poll } from './audience.ts';
import { Id, Instant, integer } from '../platform/common.ts';
import { Question, Stage, VoteResult } from './stage.ts';

const message = <K extends string, P extends z.ZodType>(kind: K, payload: P) =>
  z.object({ kind: z.literal(kind), payload, seq: z.int(), at: Instant });

/**
 * One message of a session's log: always a whole fact, so that the newest of a thing holds. `seq` counts from 1 in each
 * session, without a gap; `at` is the server's instant, the session's one clock.
 */
export const SessionMessage = z.discriminatedUnion('kind', [
  message('stage', Stage),
  message('question', Question),
  // A question that is no longer for everybody.
  message('question-gone', z.object({ id: Id })),
  message('votes', VoteResult),
  message('chat', ChatMessage),
  message('poll', Poll),
  message('interest', z.object({ pitchId: Id, count: z.int() })),
]);
export type SessionMessage = z.infer<typeof SessionMessage>;

/** What a message carries, by its kind. */
export type SessionFacts = { [M in SessionMessage as M['kind']]: M['payload'] };

export type SessionFact = { [K in keyof SessionFacts]: { kind: K; payload: SessionFacts[K] } }[keyof SessionFacts];

/** `after` is the number of the last message known; left out, nothing before now is wanted. */
export const WatchSession = z.strictObject({ sessionId: Id, after: integer().optional() });
export type WatchSession = z.infer<typeof WatchSession>;

/** What was missed since `after`; with `reset` it is too much, and the page reads its lists again. */
export interface SessionFeed {
  stage: Stage;
  messages: SessionMessage[];
  reset: boolean;
}
