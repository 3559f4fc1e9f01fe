import { z } from 'zod';
import type { ChatLine, Poll } from './audience.ts';
import { Id, integer } from './common.ts';
import type { Question, Stage } from './live.ts';

/** What a message of a session's log carries, by its kind: always whole facts, so that the newest of a thing holds. */
export interface SessionFacts {
  stage: Stage;
  question: Question;
  /** A question that is no longer for everybody. */
  'question-gone': { id: string };
  votes: { id: string; votes: number };
  chat: ChatLine;
  poll: Poll;
  interest: { pitchId: string; count: number };
}

export type SessionFact = { [K in keyof SessionFacts]: { kind: K; payload: SessionFacts[K] } }[keyof SessionFacts];

/** One message: `seq` counts from 1 in each session, without a gap; `at` is the server's instant, the session's one clock. */
export type SessionMessage = SessionFact & { seq: number; at: string };

/** `after` is the number of the last message known; left out, nothing before now is wanted. */
export const WatchSession = z.strictObject({ sessionId: Id, after: integer().optional() });
export type WatchSession = z.infer<typeof WatchSession>;

/** What was missed since `after`; with `reset` it is too much, and the page reads its lists again. */
export interface SessionFeed {
  stage: Stage;
  messages: SessionMessage[];
  reset: boolean;
}
