import { z } from 'zod';
import { Organisation } from '../accounts/account.ts';
import { Id, Instant, PageQuery, pageOf, paragraph } from '../platform/common.ts';
import { MeetingSide, MeetingState } from '../vocabulary.ts';

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
