import { z } from 'zod';
import { AmountFen, Day, Id, Instant, line, pageOf, PageQuery } from '../platform/common.ts';
import { MilestoneKind } from '../vocabulary.ts';

/** Something an agreement promises for a day: a milestone or a payment. */
export const FollowUpMilestone = z.object({
  id: Id,
  kind: MilestoneKind,
  title: z.string(),
  dueOn: Day,
  amountFen: z.int().nullable(),
  realisedFen: z.int(),
  doneAt: Instant.nullable(),
  doneBy: z.string().nullable(),
  overdue: z.boolean(),
  evidence: z.array(z.object({ id: Id, name: z.string(), bytes: z.int(), by: z.string(), at: Instant })),
});
export type FollowUpMilestone = z.infer<typeof FollowUpMilestone>;

/** How an agreement is being kept. Amounts in CNY fen. */
export const FollowUp = z.object({
  agreementId: Id,
  amountFen: z.int(),
  realisedFen: z.int(),
  milestones: z.array(FollowUpMilestone),
});
export type FollowUp = z.infer<typeof FollowUp>;

export const AddMilestone = z.strictObject({ title: line(80, 2), dueOn: Day });
export type AddMilestone = z.infer<typeof AddMilestone>;

export const ReachMilestone = z.strictObject({ realisedFen: AmountFen.default(0) });
export type ReachMilestone = z.infer<typeof ReachMilestone>;

/** A milestone past its day, as far as the public may know of its agreement. */
export const OverdueMilestone = z.object({
  id: Id,
  number: z.string(),
  agreementTitle: z.string(),
  parties: z.array(z.string()).nullable(),
  kind: MilestoneKind,
  title: z.string(),
  dueOn: Day,
  days: z.int(),
});
export type OverdueMilestone = z.infer<typeof OverdueMilestone>;
export const OverduePage = pageOf(OverdueMilestone);
export type OverduePage = z.infer<typeof OverduePage>;
export const OverdueQuery = PageQuery.extend({ cursor: Id.optional() });
