import { z } from 'zod';
import { Id, Instant, paragraph } from './common.ts';
import { StageState } from './vocabulary.ts';

/** How a person stands to a stage: decided by the server, never asked for by the page. */
export const StageSeat = z.enum(['viewer', 'presenter', 'manager']);
export type StageSeat = z.infer<typeof StageSeat>;

/** What every screen of a session shows. `revision` rises by one at each change. */
export const Stage = z.object({
  sessionId: Id,
  state: StageState,
  revision: z.int(),
  openedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  currentPitchId: Id.nullable(),
  pitchStartedAt: Instant.nullable(),
  serverTime: Instant,
});
export type Stage = z.infer<typeof Stage>;

/** Guards against acting on a screen that is out of date. */
export const StageCommand = z.strictObject({ revision: z.int().min(0) });
export type StageCommand = z.infer<typeof StageCommand>;

/** Media credentials. The token only opens the door: it expires in minutes. */
export const MediaTicket = z.object({
  url: z.string(),
  token: z.string(),
  expiresAt: Instant,
  /** An empty list asks no STUN or TURN server at all; null leaves the choice to the media server. */
  iceServers: z.array(z.object({ urls: z.array(z.string()), username: z.string().optional(), credential: z.string().optional() })).nullable(),
});
export type MediaTicket = z.infer<typeof MediaTicket>;

export const StageTicket = MediaTicket.extend({ seat: StageSeat, onStage: z.boolean() });
export type StageTicket = z.infer<typeof StageTicket>;

/** A presenter as the stage console sees them. */
export const Presenter = z.object({
  personId: Id,
  name: z.string(),
  nameEn: z.string(),
  pitchId: Id,
  position: z.int(),
  present: z.boolean(),
  onStage: z.boolean(),
});
export type Presenter = z.infer<typeof Presenter>;

export const SetOnStage = z.strictObject({ onStage: z.boolean() });
export type SetOnStage = z.infer<typeof SetOnStage>;

export const AskQuestion = z.strictObject({ body: paragraph(500, 2), anonymous: z.boolean().default(false) });
export type AskQuestion = z.infer<typeof AskQuestion>;

export const Question = z.object({
  id: Id,
  sessionId: Id,
  pitchId: Id.nullable(),
  body: z.string(),
  authorName: z.string().nullable(),
  votes: z.int(),
  answered: z.boolean(),
  askedAt: Instant,
});
export type Question = z.infer<typeof Question>;

export const QuestionQuery = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type QuestionQuery = z.infer<typeof QuestionQuery>;

/** `voted` holds the ids of this page's questions that the reader has voted for. */
export const QuestionPage = z.object({
  items: z.array(Question),
  nextCursor: z.string().nullable(),
  total: z.int(),
  voted: z.array(Id),
});
export type QuestionPage = z.infer<typeof QuestionPage>;

export const MarkAnswered = z.strictObject({ answered: z.boolean() });
export type MarkAnswered = z.infer<typeof MarkAnswered>;

export const VoteResult = z.object({ id: Id, votes: z.int() });
export type VoteResult = z.infer<typeof VoteResult>;
