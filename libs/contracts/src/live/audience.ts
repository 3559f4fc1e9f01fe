import { z } from 'zod';
import { Id, Instant, integer, integerInAddress, paragraph } from '../platform/common.ts';

/** `id` is the page's own, so that a repeat after a lost reply is the same line. */
export const SendChatMessage = z.strictObject({ sessionId: Id, id: Id, body: paragraph(300, 1) });
export type SendChatMessage = z.infer<typeof SendChatMessage>;

export const ChatMessage = z.object({
  id: Id,
  seq: z.int(),
  authorId: Id,
  authorName: z.string(),
  authorNameEn: z.string(),
  /** Empty for a line that was removed. */
  body: z.string(),
  removed: z.boolean(),
  sentAt: Instant,
});
export type ChatMessage = z.infer<typeof ChatMessage>;

/** Lines before a number, newest first. */
export const ChatQuery = z.strictObject({
  before: integerInAddress(1).optional(),
  limit: integerInAddress(1, 100).default(50),
});
export type ChatQuery = z.infer<typeof ChatQuery>;

/**
 * `seq` is the session's number before the page was read; `nextBefore` leads to the lines before, null at the
 * beginning.
 */
export const ChatPage = z.object({ seq: z.int(), items: z.array(ChatMessage), nextBefore: z.int().nullable() });
export type ChatPage = z.infer<typeof ChatPage>;

/** A line that somebody of the audience has reported, for the organizers. */
export const ReportedMessage = ChatMessage.extend({ reports: z.int() });
export type ReportedMessage = z.infer<typeof ReportedMessage>;

export const SetMuted = z.strictObject({ muted: z.boolean() });
export type SetMuted = z.infer<typeof SetMuted>;

export const Poll = z.object({
  id: Id,
  sessionId: Id,
  body: z.string(),
  options: z.array(z.object({ text: z.string(), votes: z.int() })),
  open: z.boolean(),
});
export type Poll = z.infer<typeof Poll>;

/** `mine` is the option the reader chose, by its place; null before. */
export const PollList = z.object({ seq: z.int(), items: z.array(Poll.extend({ mine: z.int().nullable() })) });
export type PollList = z.infer<typeof PollList>;

export const OpenPoll = z.strictObject({ body: paragraph(200, 2), options: z.array(paragraph(60, 1)).min(2).max(6) });
export type OpenPoll = z.infer<typeof OpenPoll>;

export const VoteInPoll = z.strictObject({ option: integer(0, 5) });
export type VoteInPoll = z.infer<typeof VoteInPoll>;

export const Reaction = z.enum(['clap', 'like', 'wow']);
export type Reaction = z.infer<typeof Reaction>;
export const SendReaction = z.strictObject({ sessionId: Id, emoji: Reaction });
export type SendReaction = z.infer<typeof SendReaction>;

/** What all of a session's audience gave within one second. */
export const Reactions = z.object({ sessionId: Id, given: z.partialRecord(Reaction, z.int()) });
export type Reactions = z.infer<typeof Reactions>;
