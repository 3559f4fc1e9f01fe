import { z } from 'zod';
import { Id, Instant, integerInAddress } from '../platform/common.ts';

/**
 * How a session was watched, from the media server's own reports. A pitch's `watchedMinutes` are those of all its
 * viewers together.
 */
export const AttendanceReport = z.object({
  /** Most viewers within one minute. */
  peak: z.int(),
  curve: z.array(z.object({ at: Instant, watching: z.int() })),
  pitches: z.array(
    z.object({ pitchId: Id, position: z.int(), viewers: z.int(), watchedMinutes: z.int(), reactions: z.int() }),
  ),
});
export type AttendanceReport = z.infer<typeof AttendanceReport>;

/** One who watched; null for all guests together. */
export const Viewer = z.object({
  personId: Id.nullable(),
  name: z.string().nullable(),
  nameEn: z.string().nullable(),
  minutes: z.int(),
});
export type Viewer = z.infer<typeof Viewer>;

export const ViewerQuery = z.strictObject({
  cursor: integerInAddress(0, 1_000_000).default(0),
  limit: integerInAddress(1, 100).default(50),
});
export type ViewerQuery = z.infer<typeof ViewerQuery>;

export const ViewerPage = z.object({ items: z.array(Viewer), nextCursor: z.string().nullable() });
export type ViewerPage = z.infer<typeof ViewerPage>;
