import { z } from 'zod';
import { Day, Email, Id, Instant, integer } from '../platform/common.ts';

/** What is booked at one table, without what it is about. */
export const TableDay = z.object({
  table: z.int(),
  bookings: z.array(
    z.object({
      meetingId: Id,
      startsAt: Instant,
      endsAt: Instant,
      people: z.array(z.object({ name: z.string(), organisation: z.string(), checkedIn: z.boolean() })),
    }),
  ),
});
export type TableDay = z.infer<typeof TableDay>;
export const TablePlan = z.object({ timeZone: z.string(), days: z.array(Day), day: Day, tables: z.array(TableDay) });
export type TablePlan = z.infer<typeof TablePlan>;
export const TableQuery = z.strictObject({ day: Day.optional() });

export const WalkIn = z.strictObject({
  table: integer(1, 999),
  investorEmail: Email,
  ownerEmail: Email,
  projectId: Id.optional(),
});
export type WalkIn = z.infer<typeof WalkIn>;

/** A run of the meeting scheduler over the wishes that no time has been agreed for. */
export const PlaceMeetings = z.strictObject({ seconds: integer(1, 60).default(10) });
export type PlaceMeetings = z.infer<typeof PlaceMeetings>;
export const Placement = z.object({
  wishes: z.int(),
  placed: z.int(),
  unmet: z.array(
    z.object({
      meetingId: Id,
      why: z.enum(['no-common-slot', 'diaries-full', 'tables-full', 'confirmed-clash', 'taken-meanwhile']),
    }),
  ),
});
export type Placement = z.infer<typeof Placement>;
