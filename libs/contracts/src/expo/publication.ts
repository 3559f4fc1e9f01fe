import { z } from 'zod';
import { Id, Instant, line, pageOf, paragraph } from '../platform/common.ts';
import { PlaceSessions } from './draft.ts';

export const PublishVersion = z.strictObject({
  note: paragraph(500),
  /** When to publish; without it, now. */
  publishAt: Instant.nullable().default(null),
  /** Placements made in the same press, as a repair needs it. */
  placements: z.array(PlaceSessions.shape.placements.element).max(500).default([]),
});
export type PublishVersion = z.infer<typeof PublishVersion>;
export const VersionState = z.enum(['scheduled', 'published', 'cancelled']);
export const Version = z.object({
  id: Id,
  number: z.int().nullable(),
  state: VersionState,
  note: z.string(),
  publishAt: Instant.nullable(),
  publishedAt: Instant.nullable(),
  publishedBy: z.string(),
  sessions: z.int(),
  notified: z.int(),
});
export type Version = z.infer<typeof Version>;
export const VersionPage = pageOf(Version);
export type VersionPage = z.infer<typeof VersionPage>;

const Place = z.object({ roomId: Id, roomZh: z.string(), roomEn: z.string(), startsAt: Instant, endsAt: Instant });
/** One session that differs between two versions. */
export const SessionDiff = z.object({
  sessionId: Id,
  code: z.string(),
  titleZh: z.string(),
  titleEn: z.string(),
  change: z.enum(['added', 'dropped', 'moved', 'running-order', 'title']),
  before: Place.nullable(),
  after: Place.nullable(),
});
export type SessionDiff = z.infer<typeof SessionDiff>;
export const VersionDiff = z.object({ from: z.string(), to: z.string(), changes: z.array(SessionDiff) });
export type VersionDiff = z.infer<typeof VersionDiff>;

export const FeedScope = z.enum(['edition', 'track', 'room', 'mine']);
export const CreateFeed = z.strictObject({ scope: FeedScope, value: line(64).nullable().default(null) });
export type CreateFeed = z.infer<typeof CreateFeed>;
/** A calendar address; it is shown once, only its hash is kept. */
export const Feed = z.object({
  id: Id,
  scope: FeedScope,
  value: z.string().nullable(),
  createdAt: Instant,
  address: z.string().nullable(),
});
export type Feed = z.infer<typeof Feed>;
