import { z } from 'zod';
import { Organisation } from './accounts.ts';
import { Id, Instant, PageQuery, pageOf, paragraph } from './common.ts';
import { MeetingState } from './vocabulary.ts';

export const ExpressInterest = z.strictObject({ note: paragraph(500).optional() });
export type ExpressInterest = z.infer<typeof ExpressInterest>;

/** An interest as either side of it sees it. */
export const Interest = z.object({
  id: Id,
  project: z.object({ id: Id, titleZh: z.string(), titleEn: z.string() }),
  investor: z.object({ id: Id, name: z.string(), nameEn: z.string(), organisation: Organisation.nullable() }),
  owner: z.object({ id: Id, name: z.string(), nameEn: z.string() }),
  side: z.enum(['owner', 'investor']),
  note: z.string().nullable(),
  duringPitch: z.boolean(),
  createdAt: Instant,
  meetingId: Id.nullable(),
});
export type Interest = z.infer<typeof Interest>;

export const InterestQuery = PageQuery;
export const InterestPage = pageOf(Interest);
export type InterestPage = z.infer<typeof InterestPage>;

/** A negotiation as its parties see it; nobody else is told that it exists. */
export const Meeting = z.object({
  id: Id,
  interestId: Id,
  state: MeetingState,
  startsAt: Instant,
  endsAt: Instant,
  project: z.object({ id: Id, titleZh: z.string(), titleEn: z.string() }),
  parties: z.array(
    z.object({
      personId: Id,
      side: z.enum(['owner', 'investor']),
      name: z.string(),
      nameEn: z.string(),
      organisation: Organisation.nullable(),
    }),
  ),
});
export type Meeting = z.infer<typeof Meeting>;
