import { z } from 'zod';
import { Id, Instant, integerInAddress, line } from '../platform/common.ts';

/** One unbroken stretch of a recording: `startMs` is its place in the recording, `at` the session's clock there. */
export const RecordingTimeRange = z.object({ startMs: z.int(), durationMs: z.int(), at: Instant });
export type RecordingTimeRange = z.infer<typeof RecordingTimeRange>;

/** A pitch's time on stage; one that was brought back has several. */
export const Chapter = z.object({
  pitchId: Id,
  position: z.int(),
  titleZh: z.string(),
  titleEn: z.string(),
  ownerName: z.string(),
  ownerNameEn: z.string(),
  at: Instant,
  endsAt: Instant.nullable(),
  startMs: z.int(),
});
export type Chapter = z.infer<typeof Chapter>;

export const CaptionLanguage = z.enum(['zh', 'en']);
export type CaptionLanguage = z.infer<typeof CaptionLanguage>;

/** An MP4 that can be downloaded: of the whole session (`pitchId` null) or of one pitch. */
export const RecordingFile = z.object({
  pitchId: Id.nullable(),
  state: z.enum(['waiting', 'ready', 'failed']),
  bytes: z.int().nullable(),
  durationMs: z.int().nullable(),
});
export type RecordingFile = z.infer<typeof RecordingFile>;

/** What there is to replay of a session. */
export const Replay = z.object({
  sessionId: Id,
  durationMs: z.int(),
  timeRanges: z.array(RecordingTimeRange),
  chapters: z.array(Chapter),
  captions: z.array(CaptionLanguage),
  /** Those that the reader may download. */
  files: z.array(RecordingFile),
  /** Whether everybody may watch it; otherwise only organizers see it. */
  open: z.boolean(),
});
export type Replay = z.infer<typeof Replay>;

/** One of the sessions that can be seen again. */
export const ReplayCard = z.object({
  sessionId: Id,
  titleZh: z.string(),
  titleEn: z.string(),
  startedAt: Instant,
  timeZone: z.string(),
  durationMs: z.int(),
  pitches: z.int(),
});
export type ReplayCard = z.infer<typeof ReplayCard>;

export const ReplayQuery = z.strictObject({
  cursor: integerInAddress(0, 100_000).default(0),
  limit: integerInAddress(1, 100).default(24),
});
export type ReplayQuery = z.infer<typeof ReplayQuery>;

export const ReplayPage = z.object({ items: z.array(ReplayCard), nextCursor: z.string().nullable() });
export type ReplayPage = z.infer<typeof ReplayPage>;

export const MomentKind = z.enum(['question', 'chat', 'deck', 'caption']);
export type MomentKind = z.infer<typeof MomentKind>;

export const MomentQuery = z.strictObject({
  q: line(100),
  cursor: integerInAddress(0, 100_000).default(0),
  limit: integerInAddress(1, 100).default(30),
});
export type MomentQuery = z.infer<typeof MomentQuery>;

/** Something said in writing, and when: on the session's clock and in the recording. */
export const Moment = z.object({ kind: MomentKind, at: Instant, startMs: z.int(), words: z.string() });
export type Moment = z.infer<typeof Moment>;

export const MomentPage = z.object({ items: z.array(Moment), nextCursor: z.string().nullable() });
export type MomentPage = z.infer<typeof MomentPage>;

/** A part of a session's log, read on from a number. */
export const LogQuery = z.strictObject({
  after: integerInAddress().default(0),
  limit: integerInAddress(1, 500).default(500),
});
export type LogQuery = z.infer<typeof LogQuery>;
